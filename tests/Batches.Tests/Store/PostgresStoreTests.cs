namespace Batches.Tests.Store;

/// <summary>The contract on a real server of PostgreSQL.</summary>
public sealed class PostgresStoreTests() : AnswerContract(TestDatabase.Postgres);

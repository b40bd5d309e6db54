namespace Batches.Tests.Store;

/// <summary>The contract on SQLite, in a file.</summary>
public sealed class SqliteStoreTests() : AnswerContract(TestDatabase.Sqlite);

using System.Reflection;
using System.Text.Json;
using KlingGen;

namespace Runtime.Tests.Values;

/// <summary>Public types as users store them, with plain System.Text.Json: in the service's words, and the same when read back.</summary>
public class SerializedTypesTests
{
    private static readonly object[] s_samples =
    [
        new FalQueueStatus { State = FalQueueState.InProgress, StateText = "IN_PROGRESS", RequestId = "r", QueuePosition = 2, InferenceTime = TimeSpan.FromSeconds(1.5), Error = "e", ErrorType = "t" },
        new FalLogEntry("m", "INFO", "gpu", "2026-01-01"),
        new FalCost(0.056m, "USD"),
        new FalPrice(0.028m, "images", "USD"),
        new FalJobHandle("fal-ai/x", "job-1"),
        new FalLifecycle { ExpiresAfter = TimeSpan.FromHours(1) },
        new FalAccess { Default = FalAccessDecision.Forbid },
        new FalWebhookClaim(FalWebhookClaimStatus.Busy),
        new FalTransferProgress(1, 2),
    ];

    public static TheoryData<Type> Enums => [.. typeof(FalClient).Assembly.GetExportedTypes().Where(static type => type.IsEnum)];

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, s_samples.Length)];

    [Theory]
    [MemberData(nameof(Enums))]
    public void An_enum_is_a_word(Type type)
    {
        foreach (object value in Enum.GetValues(type))
        {
            string json = JsonSerializer.Serialize(value, type);
            Assert.StartsWith("\"", json, StringComparison.Ordinal);
            Assert.Equal(value, JsonSerializer.Deserialize(json, type));

            // Stored by an earlier version.
            Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize((int)value), type));
        }

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("\"nothing of the kind\"", type));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("77", type));
    }

    [Theory]
    [InlineData(FalQueueState.InQueue, "IN_QUEUE")]
    [InlineData(FalQueueState.InProgress, "IN_PROGRESS")]
    [InlineData(FalQueueState.Completed, "COMPLETED")]
    [InlineData(FalPriority.Low, "low")]
    [InlineData(FalPriority.Normal, "normal")]
    [InlineData(FalWebhookStatus.Ok, "OK")]
    [InlineData(FalWebhookStatus.Error, "ERROR")]
    [InlineData(FalCancelStatus.Requested, "CANCELLATION_REQUESTED")]
    [InlineData(FalCancelStatus.AlreadyCompleted, "ALREADY_COMPLETED")]
    [InlineData(FalCancelStatus.NotFound, "NOT_FOUND")]
    [InlineData(FalAccessDecision.Forbid, "forbid")]
    public void Where_the_service_has_a_word_it_is_the_services(object value, string word) =>
        Assert.Equal($"\"{word}\"", JsonSerializer.Serialize(value, value.GetType()));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_record_is_read_back_as_it_was(int sample)
    {
        object value = s_samples[sample];
        string json = JsonSerializer.Serialize(value, value.GetType());
        object read = JsonSerializer.Deserialize(json, value.GetType())!;
        Assert.Equal(json, JsonSerializer.Serialize(read, value.GetType()));
    }

    [Fact]
    public void No_record_has_an_enum_that_is_stored_as_a_number()
    {
        foreach (Type type in typeof(FalClient).Assembly.GetExportedTypes())
        {
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Type kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                if (kind.IsEnum && kind.Assembly == type.Assembly)
                    Assert.NotNull(kind.GetCustomAttribute<System.Text.Json.Serialization.JsonConverterAttribute>());
            }
        }
    }
}

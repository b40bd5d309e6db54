using System.ComponentModel.DataAnnotations;
using BenchmarkDotNet.Attributes;
using FluentValidation;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Runtime.Benchmarks.Fal.KlingImageV3TextToImage;

namespace Runtime.Benchmarks;

/// <summary>A valid request, checked.</summary>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    private readonly KlingImageV3TextToImageInput _input = Data.Input(mixed: false);
    private readonly PlainInput _plain = Data.Plain(mixed: false);
    private readonly JObject _object = JObject.Parse(Data.Text(Data.Json(mixed: false)));
    private readonly string _text = Data.Text(Data.Json(mixed: false));
    private readonly PlainValidator _validator = new();
    private JsonSchema _schema = null!;

    [GlobalSetup]
    public void Setup()
    {
        _schema = JsonSchema.FromJsonAsync(Schema).GetAwaiter().GetResult();
        if (KlingGen() != 0 || ByHand() != 0 || DataAnnotations() != 0 || !Fluent() || NJsonSchemaObject() != 0)
            throw new InvalidOperationException("The request is valid, but not every variant says so.");
    }

    [Benchmark(Baseline = true, Description = "KlingGen")]
    public int KlingGen() => _input.Validate().Count;

    [Benchmark(Description = "the same checks by hand")]
    public int ByHand()
    {
        if (_plain.Prompt is null || _plain.Prompt.Length > 2500 || _plain.NegativePrompt?.Length > 2500) return 1;
        if (_plain.NumImages is < 1 or > 9 || _plain.Resolution is < PlainResolution.OneK or > PlainResolution.TwoK) return 1;
        if (_plain.AspectRatio is < PlainRatio.Wide or > PlainRatio.Tall || _plain.OutputFormat is < PlainFormat.Png or > PlainFormat.WebP) return 1;
        foreach (PlainElement element in _plain.Elements ?? [])
        {
            if (!IsAddress(element.FrontalImageUrl)) return 1;
            foreach (string address in element.ReferenceImageUrls ?? [])
            {
                if (!IsAddress(address)) return 1;
            }
        }

        return 0;
    }

    private static bool IsAddress(string? text) => text is null || text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("data:", StringComparison.Ordinal);

    [Benchmark(Description = "DataAnnotations")]
    public int DataAnnotations()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(_plain, new ValidationContext(_plain), results, validateAllProperties: true);
        foreach (PlainElement element in _plain.Elements!) Validator.TryValidateObject(element, new ValidationContext(element), results, validateAllProperties: true);
        return results.Count;
    }

    [Benchmark(Description = "FluentValidation")]
    public bool Fluent() => _validator.Validate(_plain).IsValid;

    [Benchmark(Description = "NJsonSchema, on a JObject")]
    public int NJsonSchemaObject() => _schema.Validate(_object).Count;

    [Benchmark(Description = "NJsonSchema, on text")]
    public int NJsonSchemaText() => _schema.Validate(_text).Count;

    private const string Schema = """
        {
          "type": "object",
          "required": ["prompt"],
          "properties": {
            "prompt": { "type": "string", "maxLength": 2500 },
            "negative_prompt": { "anyOf": [{ "type": "string", "maxLength": 2500 }, { "type": "null" }] },
            "elements": {
              "anyOf": [
                {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "frontal_image_url": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
                      "reference_image_urls": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] }
                    }
                  }
                },
                { "type": "null" }
              ]
            },
            "resolution": { "type": "string", "enum": ["1K", "2K"] },
            "num_images": { "type": "integer", "minimum": 1, "maximum": 9 },
            "aspect_ratio": { "type": "string", "enum": ["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"] },
            "output_format": { "type": "string", "enum": ["jpeg", "png", "webp"] },
            "sync_mode": { "type": "boolean" }
          }
        }
        """;

    private sealed class PlainValidator : AbstractValidator<PlainInput>
    {
        public PlainValidator()
        {
            RuleFor(static input => input.Prompt).NotNull().MaximumLength(2500);
            RuleFor(static input => input.NegativePrompt).MaximumLength(2500);
            RuleFor(static input => input.Resolution).IsInEnum();
            RuleFor(static input => input.NumImages).InclusiveBetween(1, 9);
            RuleFor(static input => input.AspectRatio).IsInEnum();
            RuleFor(static input => input.OutputFormat).IsInEnum();
            RuleForEach(static input => input.Elements).ChildRules(static element =>
            {
                element.RuleFor(static e => e.FrontalImageUrl).Must(IsUrl);
                element.RuleForEach(static e => e.ReferenceImageUrls).Must(static url => IsUrl(url));
            });
        }

        private static bool IsUrl(string? url) => url is null || url.StartsWith("https://", StringComparison.Ordinal);
    }
}

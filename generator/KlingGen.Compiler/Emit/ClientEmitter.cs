using System.Globalization;
using KlingGen.Compiler.CSharp;

namespace KlingGen.Compiler.Emit;

/// <summary>The endpoint's client, and the extension method that makes it.</summary>
internal static class ClientEmitter
{
    public static void Emit(SourceBuilder file)
    {
        EndpointSpec endpoint = file.Endpoint;
        file.NextType();
        file.Use("KlingGen");
        string client = endpoint.ClientName + "Client";
        string id = $"<c>{XmlText.Escape(endpoint.EndpointId)}</c>";

        string calls = $"{file.Types.Name(endpoint.Input)}, {file.Types.Name(endpoint.Output)}";

        IndentedWriter body = file.Body;
        DocEmitter.Write(body, $"The calls of <see cref=\"{client}\"/>: use it to replace the client by a test double. It may gain members in any version.");
        file.GeneratedCode();
        body.Line($"{file.Visibility} interface I{client} : IFalEndpoint<{calls}>");
        using (body.Block())
        {
        }
        body.Blank();
        DocEmitter.Write(body, DocEmitter.Summary(endpoint.Doc) ?? $"Calls {id}.", [.. DocEmitter.Remarks(endpoint.Doc), $"The endpoint {id}.", .. PriceDoc(endpoint.Price)]);
        file.GeneratedCode();
        body.Line($"{file.Visibility} sealed partial class {client} : FalEndpoint<{calls}>, I{client}");
        using (body.Block())
        {
            DocEmitter.Write(body, "The endpoint's id.");
            body.Line($"public const string Id = {CSharpText.Literal(endpoint.EndpointId)};");
            body.Blank();
            DocEmitter.Write(body, "A client of the endpoint.");
            body.Line("/// <param name=\"fal\">The connection, shared by every client of the program.</param>");
            body.Line($"public {client}(FalClient fal)");
            using (body.Indent())
                body.Line(endpoint.Price is { } price ? $": base(fal, Id, {Price(file, price)})" : ": base(fal, Id)");
            using (body.Block())
            {
            }
            if (ImageCount.Of(endpoint) is { } count)
            {
                body.Blank();
                body.Line("/// <inheritdoc/>");
                body.Line($"protected override long? CountImages({file.Types.Name(endpoint.Input)} input) => {count};");
            }
        }
        body.Blank();
        DocEmitter.Write(body, $"Makes <see cref=\"{client}\"/>.");
        file.GeneratedCode();
        body.Line($"{file.Visibility} static class {endpoint.ClientName}Extensions");
        using (body.Block())
        {
            DocEmitter.Write(body, $"A client of {id}.");
            body.Line("/// <param name=\"fal\">The connection, shared by every client of the program.</param>");
            body.Line($"public static {client} {Naming.Identifier.Escape(endpoint.ClientName)}(this FalClient fal) => new(fal);");
        }
    }

    private static string[] PriceDoc(LockPrice? price) =>
        price is null ? [] : [$"{Amount(price)} {price.Currency} a unit (<c>{XmlText.Escape(PlainText.SingleLine(price.Unit))}</c>) on {price.Date}."];

    private static string Price(SourceBuilder file, LockPrice price)
    {
        file.Use("System");
        string day = string.Join(", ", price.Date.Split('-').Select(static part => part.TrimStart('0')));
        return $"new FalPrice({Amount(price)}m, {CSharpText.Literal(price.Unit)}, {CSharpText.Literal(price.Currency)}) {{ AsOf = new {(file.Endpoint.UsesInstances ? "DateTime" : "DateOnly")}({day}) }}";
    }

    private static string Amount(LockPrice price) => price.Amount.ToString(CultureInfo.InvariantCulture);
}

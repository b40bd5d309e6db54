namespace KlingGen.TestKit;

/// <summary>The frame of an endpoint document around a schema or two.</summary>
public static class SmallSchema
{
    /// <param name="id">The endpoint's id.</param>
    /// <param name="input">The input schema, on the second line.</param>
    /// <param name="output">The output schema.</param>
    /// <param name="components">Further components, each with a comma behind it.</param>
    public static string Endpoint(string id, string input, string output = """{"type":"object","properties":{"ok":{"type":"boolean"}}}""", string components = "") =>
        "{\"components\":{\"schemas\":{" + components + "\"XInput\":\n"
        + input + ",\n\"XOutput\":"
        + output + "}},\n\"paths\":{\"/" + id + "\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/XInput\"}}}}}},\n"
        + "\"/" + id + "/requests/{request_id}\":{\"get\":{\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/XOutput\"}}}}}}}}}";
}

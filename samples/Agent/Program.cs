// An agent with paid tools: it draws a picture, asks before the expensive series, and stops at the cap.
//   dotnet run --project samples/Agent              on the embedded emulator, with a model that follows a script
//   dotnet run --project samples/Agent -- --yes     without asking
using Agent;
using Agent.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.Emulator;
using Microsoft.Extensions.AI;

bool saysYes = args.Contains("--yes");
await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") } });
using var fal = new FalClient(FalClientOptions.ForEmulator(emulator.Address));          // new FalClient() spends real money
KlingImageV3TextToImageClient kling = fal.KlingImageV3TextToImage();

// Any other model in one line: IChatClient model = new OpenAIClient(key).GetChatClient("…").AsIChatClient();
IChatClient model = new ScriptedModel();

// One hard limit for all tools: 15 cents. A picture or two are drawn without asking; a series of them needs approval.
var budget = new FalBudget(0.15m);
AIFunction draw = kling.AsAIFunction(budget, approveAbove: 0.06m, new() { Name = "draw", MaxCostPerCall = 0.06m });
AIFunction series = kling.AsAIFunction(budget, approveAbove: 0.06m, new() { Name = "draw_series" });
ChatOptions options = new() { Tools = [draw, series, .. fal.AsJobFunctions(budget)] };
using IChatClient agent = model.AsBuilder().UseFunctionInvocation().Build();

List<ChatMessage> talk = [new(ChatRole.User, "Draw a lighthouse. Then a series of three, and then as many more as you can.")];
while (true)
{
    ChatResponse response = await agent.GetResponseAsync(talk, options);
    talk.AddRange(response.Messages);
    foreach (FunctionResultContent result in response.Messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>())
        Console.WriteLine($"  answer    {Short(result.Result)}");

    ToolApprovalRequestContent[] requests = [.. response.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>()];
    if (requests.Length == 0)
    {
        Console.WriteLine($"model: {response.Text}");
        break;
    }
    talk.Add(new(ChatRole.User, [.. requests.Select(request => request.CreateResponse(Ask((FunctionCallContent)request.ToolCall)))]));
}

Console.WriteLine($"The budget: {budget}. The account was charged {emulator.Billing.Total} USD.");
return emulator.Billing.Total <= budget.Limit ? 0 : 1;

bool Ask(FunctionCallContent call)
{
    Console.Write($"  approve   {call.Name}({string.Join(", ", call.Arguments!.Select(static argument => $"{argument.Key}: {argument.Value}"))})? [y/N] ");
    bool yes = saysYes || Console.ReadLine() is "y" or "yes";
    Console.WriteLine(yes ? "yes" : "no");
    return yes;
}

static string Short(object? answer) => answer?.ToString() is { } text ? text[..Math.Min(text.Length, 150)] : "";

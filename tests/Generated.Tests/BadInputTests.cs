using System.Net;
using Generated.Tests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.Emulator;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Generated.Tests;

public sealed class BadInputTests
{
    private static readonly KlingImageV3TextToImageInput s_input = new() { Prompt = "a lighthouse in fog" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_key_is_refused_with_the_services_words_and_a_remedy()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync(configure: static options => options.ApiKey = "wrong:key");

        FalApiException exception = await Assert.ThrowsAnyAsync<FalApiException>(() => studio.Kling.SubscribeAsync(s_input, cancellationToken: Token));

        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Contains("No user found for Key ID and Secret", exception.Message, StringComparison.Ordinal);
        Assert.Contains("FAL_KEY", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong:key", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_of_2501_code_points_does_not_leave_the_machine()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();

        FalValidationException exception = await Assert.ThrowsAsync<FalValidationException>(
            () => studio.Kling.SubscribeAsync(new() { Prompt = new string('x', 2501) }, cancellationToken: Token));

        FalValidationError error = Assert.Single(exception.ValidationErrors);
        Assert.Equal(("/prompt", "Prompt"), (error.Pointer, error.Member));
        Assert.Contains("2500", error.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_prompt_of_2500_emoji_passes_here_and_there()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        KlingImageV3TextToImageInput input = new() { Prompt = string.Concat(Enumerable.Repeat("🦊", 2500)) };

        Assert.Empty(input.Validate());
        Assert.Single((await studio.Kling.SubscribeAsync(input, cancellationToken: Token)).Value.Images);
    }

    [Theory]
    [InlineData(0, "greater_than_equal", "1")]
    [InlineData(10, "less_than_equal", "9")]
    public async Task A_number_of_images_out_of_range_names_member_limit_and_value(int count, string rule, string limit)
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();

        FalValidationException exception = await Assert.ThrowsAsync<FalValidationException>(
            () => studio.Kling.SubscribeAsync(s_input with { NumImages = count }, cancellationToken: Token));

        FalValidationError error = Assert.Single(exception.ValidationErrors);
        Assert.Equal("NumImages", error.Member);
        Assert.Equal(rule, error.Rule);
        Assert.Equal(limit, error.Limit);
        Assert.Contains("NumImages", exception.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task What_the_service_refuses_names_the_same_member_and_rule_as_what_is_found_here(int count)
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync(configure: static options => options.Validate = false);
        KlingImageV3TextToImageInput input = s_input with { NumImages = count };

        FalApiValidationException exception = await Assert.ThrowsAsync<FalApiValidationException>(() => studio.Kling.SubscribeAsync(input, cancellationToken: Token));

        FalValidationError theirs = Assert.Single(exception.ValidationErrors);
        FalValidationError ours = Assert.Single(input.Validate());
        Assert.Equal((ours.Pointer, ours.Member, ours.Rule), (theirs.Pointer, theirs.Member, theirs.Rule));
        Assert.Equal(ours.Location, theirs.Location);
        Assert.NotNull(exception.Handle);
        Assert.NotNull(exception.RequestId);
    }

    [Fact]
    public async Task An_element_whose_file_does_not_exist_names_member_path_and_sends_nothing()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        KlingImageV3TextToImageInput input = s_input with { Elements = [new(), new() { FrontalImageUrl = FalMedia.FromFile("absent/face.png") }] };

        FalValidationException exception = await Assert.ThrowsAsync<FalValidationException>(() => studio.Kling.SubscribeAsync(input, cancellationToken: Token));

        FalValidationError error = Assert.Single(exception.ValidationErrors);
        Assert.Equal(("/elements/1/frontal_image_url", "Elements[1].FrontalImageUrl"), (error.Pointer, error.Member));
        Assert.Contains("face.png", error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task An_emulator_that_is_not_there_is_named_with_its_address()
    {
        EmulatedKling studio = await EmulatedKling.StartAsync(configure: static options => options.MaxRetries = 0);
        await studio.Emulator.DisposeAsync();

        FalConnectionException exception = await Assert.ThrowsAsync<FalConnectionException>(() => studio.Kling.SubscribeAsync(s_input, cancellationToken: Token));

        Assert.Contains(studio.Emulator.Address.Authority, exception.Message, StringComparison.Ordinal);
        studio.Fal.Dispose();
    }

    [Fact]
    public async Task A_token_cancelled_while_waiting_leaves_the_handle()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync(new() { QueueTime = TimeSpan.FromMinutes(10) });
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        FalCanceledException exception = await Assert.ThrowsAsync<FalCanceledException>(
            () => studio.Kling.SubscribeAsync(s_input, progress: new FalProgress<FalQueueStatus>(_ => source.Cancel()), cancellationToken: source.Token));

        FalJournalEntry submit = studio.Emulator.Journal.AssertSubmittedOnce();
        Assert.Equal(submit.RequestId, exception.Handle!.RequestId);
    }

    [Fact]
    public async Task A_truncated_result_carries_handle_and_request_id_and_the_job_is_fetched_afterwards()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync(configure: static options => options.MaxRetries = 0);
        studio.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Result, Kind = FalFaultKind.HalfFinish, Times = 1 });

        FalApiException exception = await Assert.ThrowsAnyAsync<FalApiException>(() => studio.Kling.SubscribeAsync(s_input, cancellationToken: Token));

        Assert.NotNull(exception.RequestId);
        Assert.Single((await studio.Kling.Resume(exception.Handle!).GetResultAsync(Token)).Value.Images);
        studio.Emulator.Journal.AssertSubmittedOnce();
    }
}

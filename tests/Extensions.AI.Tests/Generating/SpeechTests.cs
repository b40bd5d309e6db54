using System.Text.Json;
using Extensions.AI.Tests.Fal.Studio.Listen;
using Extensions.AI.Tests.Fal.Studio.Speak;
using KlingGen;
using Microsoft.Extensions.AI;

namespace Extensions.AI.Tests.Generating;

public sealed class SpeechTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_becomes_sound_in_the_voice_and_format_that_were_asked_for()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        ITextToSpeechClient speech = studio.Fal.Speak().AsTextToSpeechClient();

        TextToSpeechResponse response = await speech.GetAudioAsync("hello", new() { VoiceId = "bert", Language = "de", Speed = 1.1f, Pitch = 2, AudioFormat = "audio/wav" }, Cancellation);

        JsonElement sent = studio.Sent(SpeakClient.Id);
        Assert.Equal("""{"audio_format":"wav","language":"de","text":"hello","voice_setting":{"pitch":2,"speed":1.1,"voice_id":"bert"}}""", sent.GetRawText());
        var sound = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.StartsWith("audio/", sound.MediaType, StringComparison.Ordinal);
        Assert.False(sound.Data.IsEmpty);
        var result = Assert.IsType<FalResult<SpeakOutput>>(response.RawRepresentation);
        Assert.Equal((result.RequestId, SpeakClient.Id), (response.ResponseId, response.ModelId));
        Assert.Equal(result.Cost!.ToString(), response.AdditionalProperties![FalAIProperties.Cost]);
    }

    [Fact]
    public async Task Streamed_sound_comes_in_one_piece()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var updates = new List<TextToSpeechResponseUpdate>();
        await foreach (TextToSpeechResponseUpdate update in studio.Fal.Speak().AsTextToSpeechClient().GetStreamingAudioAsync("hello", cancellationToken: Cancellation))
            updates.Add(update);
        Assert.IsType<DataContent>(Assert.Single(updates.SelectMany(static update => update.Contents)));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "volume", "does not take a volume (Volume)" },
        { "format", "it takes mp3, wav" },
        { "model", "ModelId asks for 'another'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_voice_cannot_do_is_an_error_and_nothing_is_sent(string what, string text)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var options = new TextToSpeechOptions { Volume = what == "volume" ? 1 : null, AudioFormat = what == "format" ? "flac" : null, ModelId = what == "model" ? "another" : null };
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => studio.Fal.Speak().AsTextToSpeechClient().GetAudioAsync("hello", options, Cancellation));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("speed")]
    [InlineData("text")]
    public async Task A_value_that_the_schema_forbids_is_an_error_and_nothing_is_sent(string what)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var options = new TextToSpeechOptions { VoiceId = what == "voice" ? "zoe" : null, Speed = what == "speed" ? 3 : null };
        await Assert.ThrowsAsync<FalValidationException>(() => studio.Fal.Speak().AsTextToSpeechClient().GetAudioAsync(what == "text" ? new string('x', 201) : "hello", options, Cancellation));
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_recording_is_uploaded_and_written_down()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        ISpeechToTextClient listener = studio.Fal.Listen().AsSpeechToTextClient();
        byte[] recording = [.. "RIFF....WAVEfmt "u8, 1, 2, 3];
        using var stream = new MemoryStream(recording);

        SpeechToTextResponse response = await listener.GetTextAsync(stream, new() { SpeechLanguage = "en", TextLanguage = "en" }, Cancellation);

        var result = Assert.IsType<FalResult<ListenOutput>>(response.RawRepresentation);
        Assert.Equal(result.Value.Text, response.Text);
        Assert.Equal((result.RequestId, ListenClient.Id), (response.ResponseId, response.ModelId));
        JsonElement sent = studio.Sent(ListenClient.Id);
        Assert.Equal("en", sent.GetProperty("language").GetString());
        using var http = new HttpClient();
        Assert.Equal(recording, await http.GetByteArrayAsync(new Uri(sent.GetProperty("audio_url").GetString()!), Cancellation));
    }

    [Theory]
    [InlineData("rate", "does not take a sample rate")]
    [InlineData("translation", "does not take a translation")]
    public async Task What_the_listener_cannot_do_is_an_error(string what, string text)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var options = new SpeechToTextOptions { SpeechSampleRate = what == "rate" ? 16000 : null, TextLanguage = what == "translation" ? "fr" : null };
        using var stream = new MemoryStream([1]);
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => studio.Fal.Listen().AsSpeechToTextClient().GetTextAsync(stream, options, Cancellation));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task They_say_who_they_are()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        using ITextToSpeechClient speech = studio.Fal.Speak().AsTextToSpeechClient();
        using ISpeechToTextClient listener = studio.Fal.Listen().AsSpeechToTextClient();
        Assert.Equal(("fal", SpeakClient.Id), (speech.GetService<TextToSpeechClientMetadata>()!.ProviderName, speech.GetService<TextToSpeechClientMetadata>()!.DefaultModelId));
        Assert.Equal(("fal", ListenClient.Id), (listener.GetService<SpeechToTextClientMetadata>()!.ProviderName, listener.GetService<SpeechToTextClientMetadata>()!.DefaultModelId));
        Assert.Same(studio.Fal, speech.GetService<FalClient>());
        Assert.NotNull(listener.GetService<ListenClient>());
    }
}

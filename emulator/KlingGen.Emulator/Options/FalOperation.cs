namespace KlingGen.Emulator;

/// <summary>What a request asks for, as the journal records it and faults select it.</summary>
public enum FalOperation
{
    /// <summary>Nothing this emulator knows.</summary>
    Unknown,

    /// <summary>Synchronous run: <c>POST /run/{id}</c>.</summary>
    Run,

    /// <summary>Streaming output: <c>POST /run/{id}/stream</c>.</summary>
    Stream,

    /// <summary>Queue submit: <c>POST /queue/{id}</c>.</summary>
    Submit,

    /// <summary>Queue status: <c>GET …/requests/{request}/status</c>.</summary>
    Status,

    /// <summary>Queue status as events: <c>GET …/requests/{request}/status/stream</c>.</summary>
    StatusStream,

    /// <summary>Queue result: <c>GET …/requests/{request}</c>.</summary>
    Result,

    /// <summary>Queue cancel: <c>PUT …/requests/{request}/cancel</c>.</summary>
    Cancel,

    /// <summary>File download: <c>GET /cdn/files/…</c>.</summary>
    Download,

    /// <summary>Start of an upload: <c>POST /rest/storage/upload/initiate</c> and its multipart forms.</summary>
    UploadInitiate,

    /// <summary>The bytes of an upload in one piece.</summary>
    Upload,

    /// <summary>One part of a multipart upload.</summary>
    UploadPart,

    /// <summary>End of a multipart upload.</summary>
    UploadComplete,

    /// <summary>Storage token: <c>POST /rest/storage/auth/token</c>.</summary>
    StorageToken,

    /// <summary>Short-lived token for browsers: <c>POST /rest/tokens/</c>.</summary>
    Token,

    /// <summary>Keys that webhooks are signed with: <c>GET /rest/.well-known/jwks.json</c>.</summary>
    WebhookKeys,

    /// <summary>Endpoint document: <c>GET /web/api/openapi/queue/openapi.json</c>.</summary>
    Schema,

    /// <summary>List of models: <c>GET /platform/v1/models</c>.</summary>
    Models,

    /// <summary>Prices: <c>GET /platform/v1/models/pricing</c>.</summary>
    Pricing,

    /// <summary>Facts of the platform: <c>GET /platform/v1/meta</c>.</summary>
    Meta,

    /// <summary>Access list or signed link of a file.</summary>
    FileAccess,

    /// <summary>The emulator's own switches: <c>/emulator/…</c>. Never struck by a fault.</summary>
    Control,

    /// <summary>A browser's question (<c>OPTIONS</c>) before it calls. Never struck by a fault that does not name it.</summary>
    Preflight,

    /// <summary>Requests of an endpoint: <c>GET /platform/v1/models/requests/by-endpoint</c>.</summary>
    Requests,

    /// <summary>What was billed: <c>GET /platform/v1/models/billing-events</c>.</summary>
    BillingEvents,

    /// <summary>A realtime connection, <c>GET /run/{id}/realtime</c> as a WebSocket, and each message on it.</summary>
    Realtime,
}

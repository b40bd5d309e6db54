namespace KlingGen.Compiler.Naming;

internal static partial class ImplicitUsings
{
    // Written by ImplicitUsingsTests from the framework's assemblies.
    private const string Names = """
        AbandonedMutexException AccessViolationException Action Activator ActivatorUtilities ActivatorUtilitiesConstructorAttribute
        ActivityTrackingOptions AggregateException AllowCookieRedirectAttribute AntiforgeryApplicationBuilderExtensions AntiforgeryRequestToken
        AntiforgeryServiceCollectionExtensions AntiforgeryStateProvider AntiforgeryToken ApartmentState AppContext AppDomain AppDomainSetup
        AppDomainUnloadedException ApplicationBuilder ApplicationBuilderExtensions ApplicationException ApplicationId
        ApplicationModelConventionExtensions ArgIterator ArgumentException ArgumentNullException ArgumentOutOfRangeException ArithmeticException Array
        ArrayTypeMismatchException AsParametersAttribute AssemblyLoadEventArgs AssemblyLoadEventHandler AsyncCallback AsyncEnumerable AsyncFlowControl
        AsyncServiceScope Attribute AttributeTargets AttributeUsageAttribute AuthAppBuilderExtensions AuthenticationCoreServiceCollectionExtensions
        AuthenticationServiceCollectionExtensions AuthorizationAppBuilderExtensions AuthorizationEndpointConventionBuilderExtensions
        AuthorizationServiceCollectionExtensions AutoResetEvent BackgroundService BackgroundServiceExceptionBehavior BadHttpRequestException
        BadImageFormatException Barrier BarrierPostPhaseException Base64FormattingOptions BearerTokenExtensions BinaryReader BinaryWriter
        BindAttributes BindConverter BindElementAttribute BindInputElementAttribute BinderOptions BindingAddress BitConverter Boolean
        BrowserFileExtensions Buffer BufferedStream Byte ByteArrayContent ByteEqualityComparer CLSCompliantAttribute CancellationToken
        CancellationTokenRegistration CancellationTokenSource CannotUnloadAppDomainException CascadingAuthenticationStateServiceCollectionExtensions
        CascadingParameterAttribute CascadingParameterAttributeBase CascadingParameterInfo CascadingTypeParameterAttribute
        CascadingValueServiceCollectionExtensions CertificateForwardingBuilderExtensions CertificateForwardingServiceExtensions
        ChainedBuilderExtensions ChainedConfigurationProvider ChainedConfigurationSource ChangeEventArgs Char CharEnumerator ClientCertificateOption
        ClipboardEventArgs CollectionExtensions CommandLineConfigurationExtensions ComponentBase ComponentEndpointConventionBuilder
        ComponentEndpointRouteBuilderExtensions ComponentServiceCollectionExtensions CompositeEndpointDataSource CompressedStack
        ConcurrentExclusiveSchedulerPair ConfigurationBinder ConfigurationBuilder ConfigurationDebugViewContext ConfigurationExtensions
        ConfigurationKeyComparer ConfigurationKeyNameAttribute ConfigurationManager ConfigurationPath ConfigurationProvider ConfigurationReloadToken
        ConfigurationRoot ConfigurationRootExtensions ConfigurationSection ConfigureAwaitOptions ConfigureHostBuilder ConfigureWebHostBuilder
        ConnectionEndpointRouteBuilder ConnectionEndpointRouteBuilderExtensions ConnectionInfo ConnectionsDependencyInjectionExtensions Console
        ConsoleCancelEventArgs ConsoleCancelEventHandler ConsoleColor ConsoleKey ConsoleKeyInfo ConsoleLifetimeOptions ConsoleLoggerExtensions
        ConsoleModifiers ConsoleSpecialKey ContentEncodingMetadata ContextBoundObject ContextCallback ContextMarshalException ContextStaticAttribute
        ControllerActionEndpointConventionBuilder ControllerActionEndpointConventionBuilderResourceCollectionExtensions
        ControllerEndpointRouteBuilderExtensions ControllerLinkGeneratorExtensions Convert CookieBuilder CookieExtensions CookieOptions
        CookiePolicyAppBuilderExtensions CookiePolicyOptions CookiePolicyServiceCollectionExtensions CookieRedirectEndpointConventionBuilderExtensions
        CookieSecurePolicy CorsEndpointConventionBuilderExtensions CorsMiddlewareExtensions CorsServiceCollectionExtensions CountdownEvent
        CultureAwareComparer DBNull DataAnnotationsValidator DataMisalignedException DataProtectionServiceCollectionExtensions DataTokensMetadata
        DataTransfer DataTransferItem DateOnly DateTime DateTimeKind DateTimeOffset DayOfWeek DebugLoggerFactoryExtensions Decimal
        DefaultEndpointDataSource DefaultEndpointFilterInvocationContext DefaultFilesExtensions DefaultFilesOptions DefaultHttpContext
        DefaultHttpContextFactory DefaultInlineConstraintResolver DefaultServiceProviderFactory Delegate DelegateStartup DelegatingHandler
        DeveloperExceptionPageExtensions DeveloperExceptionPageOptions Directory DirectoryBrowserExtensions DirectoryBrowserOptions
        DirectoryBrowserServiceExtensions DirectoryInfo DirectoryNotFoundException DisableHttpMetricsAttribute Dispatcher DivideByZeroException
        DllNotFoundException DotNetObjectReference DotNetStreamReference Double DragEventArgs DriveInfo DriveNotFoundException DriveType
        DuplicateWaitObjectException DynamicComponent EditContext EditContextDataAnnotationsExtensions EditContextFieldClassExtensions
        EditContextProperties EditForm EditorRequiredAttribute ElementReference ElementReferenceContext ElementReferenceExtensions
        EncoderServiceCollectionExtensions EndOfStreamException Endpoint EndpointBuilder EndpointDataSource EndpointDescriptionAttribute
        EndpointFilterDelegate EndpointFilterExtensions EndpointFilterFactoryContext EndpointFilterInvocationContext EndpointGroupNameAttribute
        EndpointHttpContextExtensions EndpointMetadataApiExplorerServiceCollectionExtensions EndpointMetadataCollection EndpointNameAttribute
        EndpointNameMetadata EndpointRouteBuilderExtensions EndpointRoutingApplicationBuilderExtensions EndpointSummaryAttribute
        EntryPointNotFoundException Enum Enumerable EnumerableExecutor EnumerableQuery EnumerationOptions Environment EnvironmentName
        EnvironmentVariableTarget EnvironmentVariablesExtensions Environments ErrorBoundary ErrorBoundaryBase ErrorEventArgs ErrorEventHandler
        EventArgs EventCallback EventCallbackFactory EventCallbackFactoryBinderExtensions EventCallbackFactoryEventArgsExtensions EventCallbackWorkItem
        EventHandler EventHandlerAttribute EventHandlers EventId EventLoggerFactoryExtensions EventResetMode EventSourceLoggerFactoryExtensions
        EventWaitHandle EventWaitHandleAcl Exception ExceptionHandlerExtensions ExceptionHandlerOptions ExceptionHandlerServiceCollectionExtensions
        ExcludeFromDescriptionAttribute ExcludeFromInteractiveRoutingAttribute ExecutionContext ExecutionEngineException
        FallbackEndpointRouteBuilderExtensions FieldAccessException FieldChangedEventArgs FieldCssClassProvider FieldIdentifier File FileAccess
        FileAttributes FileConfigurationExtensions FileConfigurationProvider FileConfigurationSource FileInfo FileLoadException
        FileLoadExceptionContext FileMode FileNotFoundException FileOptions FileServerExtensions FileServerOptions FileShare FileStream
        FileStreamOptions FileStyleUriParser FileSystemAclExtensions FileSystemEventArgs FileSystemEventHandler FileSystemInfo FileSystemWatcher
        FilterLoggingBuilderExtensions FlagsAttribute FocusEventArgs FocusOnNavigate FormCollection FormFile FormFileCollection FormMappingContext
        FormMappingScope FormUrlEncodedContent FormatException FormattableString ForwardedHeadersExtensions ForwardedHeadersOptions FragmentString
        FromKeyedServicesAttribute FtpStyleUriParser GC GCCollectionMode GCGenerationInfo GCKind GCMemoryInfo GCNotificationStatus
        GenericHostBuilderExtensions GenericHostWebHostBuilderExtensions GenericUriParser GenericUriParserOptions GopherStyleUriParser Guid Half
        HandleInheritability HashCode HeadContent HeadOutlet HeaderDictionary HeaderDictionaryExtensions HeaderDictionaryTypeExtensions
        HealthCheckApplicationBuilderExtensions HealthCheckEndpointRouteBuilderExtensions HealthCheckServiceCollectionExtensions
        HealthChecksBuilderAddCheckExtensions HealthChecksBuilderDelegateExtensions Host HostAbortedException HostApplicationBuilder
        HostApplicationBuilderSettings HostAttribute HostBuilder HostBuilderContext HostDefaults HostEnvironmentEnvExtensions HostExecutionContext
        HostExecutionContextManager HostFilteringBuilderExtensions HostFilteringServicesExtensions HostOptions HostString
        HostingAbstractionsHostBuilderExtensions HostingAbstractionsHostExtensions HostingAbstractionsWebHostBuilderExtensions
        HostingEnvironmentExtensions HostingHostBuilderExtensions HostingStartupAttribute HstsBuilderExtensions HstsServicesExtensions HtmlRenderer
        HttpClient HttpClientBuilderExtensions HttpClientFactoryExtensions HttpClientFactoryServiceCollectionExtensions HttpClientHandler
        HttpClientJsonExtensions HttpCompletionOption HttpContent HttpContentJsonExtensions HttpContext HttpContextAccessor
        HttpContextServerVariableExtensions HttpIOException HttpJsonServiceExtensions HttpKeepAlivePingPolicy HttpLoggingBuilderExtensions
        HttpLoggingEndpointConventionBuilderExtensions HttpLoggingServicesExtensions HttpMessageHandler HttpMessageHandlerFactoryExtensions
        HttpMessageInvoker HttpMethod HttpMethodMetadata HttpMethodOverrideExtensions HttpMethodOverrideOptions HttpMethods
        HttpMetricsEndpointConventionBuilderExtensions HttpProtocol HttpProtocolException HttpRequest HttpRequestError HttpRequestException
        HttpRequestJsonExtensions HttpRequestMessage HttpRequestOptions HttpRequestRewindExtensions HttpResponse HttpResponseJsonExtensions
        HttpResponseMessage HttpResponseWritingExtensions HttpServiceCollectionExtensions HttpStyleUriParser HttpValidationProblemDetails
        HttpVersionPolicy HttpsPolicyBuilderExtensions HttpsRedirectionServicesExtensions HubEndpointConventionBuilder
        HubEndpointRouteBuilderExtensions IApplicationBuilder IApplicationLifetime IAsyncDisposable IAsyncResult IBrowserFile ICloneable IComparable
        IComponent IComponentActivator IComponentRenderMode IConfiguration IConfigurationBuilder IConfigurationManager IConfigurationProvider
        IConfigurationRoot IConfigurationSection IConfigurationSource IContentTypeHttpResult IConvertible ICustomFormatter IDataTokensMetadata
        IDisposable IDynamicEndpointMetadata IEndpointConventionBuilder IEndpointFilter IEndpointGroupNameMetadata IEndpointNameMetadata
        IEndpointRouteBuilder IErrorBoundaryLogger IExcludeFromDescriptionMetadata IExternalScopeProvider IFileHttpResult IFormCollection IFormFile
        IFormFileCollection IFormatProvider IFormattable IHandleAfterRender IHandleEvent IHeaderDictionary IHealthChecksBuilder IHost
        IHostApplicationBuilder IHostApplicationLifetime IHostBuilder IHostEnvironment IHostEnvironmentNavigationManager IHostLifetime IHostMetadata
        IHostedLifecycleService IHostedService IHostingEnvironment IHostingStartup IHttpClientBuilder IHttpClientFactory IHttpContextAccessor
        IHttpContextFactory IHttpMessageHandlerFactory IHttpMethodMetadata IHubEndpointConventionBuilder IISOptions IISServerOptions
        IInlineConstraintResolver IJSComponentConfiguration IJSInProcessObjectReference IJSInProcessRuntime IJSObjectReference IJSRuntime
        IJSStreamReference IKeyedServiceProvider ILogger ILoggerFactory ILoggerProvider ILoggingBuilder IMiddleware IMiddlewareFactory IMvcBuilder
        IMvcCoreBuilder INamedRouter INavigationInterception INestedHttpResult IOCompletionCallback IOException IOrderedQueryable
        IOutboundParameterTransformer IParameterPolicy IPersistentComponentStateStore IProblemDetailsService IProblemDetailsWriter IQueryCollection
        IQueryProvider IQueryable IRazorComponentsBuilder IRequestCookieCollection IResponseCookies IResult IResultExtensions IRouteBuilder
        IRouteCollection IRouteConstraint IRouteHandler IRouteNameMetadata IRouter IRoutingFeature IRoutingStateProvider IScrollToLocationHash
        IServerSideBlazorBuilder IServiceCollection IServiceProvider IServiceProviderIsKeyedService IServiceProviderIsService IServiceScope
        IServiceScopeFactory ISession ISocketsHttpHandlerBuilder ISpanFormattable IStartup IStartupConfigureServicesFilter IStartupFilter
        IStatusCodeHttpResult ISupportExternalScope ISupportRequiredService ISuppressLinkGenerationMetadata ISuppressMatchingMetadata
        IThreadPoolWorkItem ITimer IUtf8SpanFormattable IValueHttpResult IWebHost IWebHostBuilder IWebHostEnvironment
        IdentityApiEndpointRouteBuilderExtensions IdentityServiceCollectionExtensions ImmutableArrayExtensions ImportMap ImportMapDefinition Index
        IndexOutOfRangeException IniConfigurationExtensions InjectAttribute InlineRouteParameterParser InputCheckbox InputDateType InputFile
        InputFileChangeEventArgs InputHidden InputText InputTextArea InsufficientExecutionStackException InsufficientMemoryException Int128 Int16 Int32
        Int64 IntPtr InteractiveAutoRenderMode InteractiveServerRenderMode InteractiveWebAssemblyRenderMode Interlocked InternalBufferOverflowException
        InvalidCastException InvalidDataException InvalidOperationException InvalidProgramException InvalidTimeZoneException ItemsProviderRequest
        JSCallResultType JSComponentConfigurationExtensions JSComponentConfigurationStore JSDisconnectedException JSException
        JSInProcessObjectReferenceExtensions JSInProcessRuntime JSInProcessRuntimeExtensions JSInvokableAttribute JSObjectReferenceExtensions JSRuntime
        JSRuntimeExtensions JsonConfigurationExtensions JsonContent JsonProtocolDependencyInjectionExtensions KestrelServerOptionsSystemdExtensions
        KeyNotFoundException KeyPerFileConfigurationBuilderExtensions KeyValuePair KeyboardEventArgs KeyedService LayoutAttribute LayoutComponentBase
        LayoutView LazyInitializer LazyThreadSafetyMode LdapStyleUriParser LinkGenerator LinkGeneratorEndpointNameAddressExtensions
        LinkGeneratorRouteValuesAddressExtensions LinkOptions LinkParser LinkParserEndpointNameAddressExtensions
        ListenOptionsConnectionLoggingExtensions ListenOptionsHttpsExtensions LoaderOptimization LoaderOptimizationAttribute LocalDataStoreSlot
        LocalizationServiceCollectionExtensions LocationChangeException LocationChangedEventArgs LocationChangingContext Lock LockCookie
        LockRecursionException LockRecursionPolicy LogDefineOptions LogLevel LoggerExtensions LoggerExternalScopeProvider LoggerFactory
        LoggerFactoryExtensions LoggerFactoryOptions LoggerFilterOptions LoggerFilterRule LoggerMessage LoggerMessageAttribute LoggingBuilderExtensions
        LoggingServiceCollectionExtensions MTAThreadAttribute ManualResetEvent ManualResetEventSlim MapExtensions MapRouteRouteBuilderExtensions
        MapWhenExtensions MarkupString MarshalByRefObject MatchCasing MatchType MatcherPolicy Math MathF MemberAccessException
        MemoryCacheServiceCollectionExtensions MemoryConfigurationBuilderExtensions MemoryExtensions MemoryStream MessageProcessingHandler
        MethodAccessException MetricsServiceExtensions MiddlewareFactory MidpointRounding MissingFieldException MissingMemberException
        MissingMethodException ModuleHandle Monitor MouseEventArgs MulticastDelegate MulticastNotSupportedException MultipartContent
        MultipartFormDataContent Mutex MutexAcl MvcApiExplorerMvcCoreBuilderExtensions MvcApplicationBuilderExtensions MvcAreaRouteBuilderExtensions
        MvcCoreMvcBuilderExtensions MvcCoreMvcCoreBuilderExtensions MvcCoreServiceCollectionExtensions MvcCorsMvcCoreBuilderExtensions
        MvcDataAnnotationsMvcBuilderExtensions MvcDataAnnotationsMvcCoreBuilderExtensions MvcLocalizationMvcBuilderExtensions
        MvcLocalizationMvcCoreBuilderExtensions MvcRazorMvcBuilderExtensions MvcRazorMvcCoreBuilderExtensions MvcRazorPagesMvcBuilderExtensions
        MvcRazorPagesMvcCoreBuilderExtensions MvcServiceCollectionExtensions MvcViewFeaturesMvcBuilderExtensions
        MvcViewFeaturesMvcCoreBuilderExtensions MvcXmlMvcBuilderExtensions MvcXmlMvcCoreBuilderExtensions NamedWaitHandleOptions NativeOverlapped
        NavLink NavLinkMatch NavigationContext NavigationException NavigationLock NavigationManager NavigationManagerExtensions NavigationOptions
        NetPipeStyleUriParser NetTcpStyleUriParser NewsStyleUriParser NonRandomizedStringEqualityComparer NonSerializedAttribute
        NotFiniteNumberException NotFoundEventArgs NotImplementedException NotSupportedException NotifyFilters NullReferenceException Nullable
        OAuthExtensions Object ObjectDisposedException ObjectFactory ObsoleteAttribute OpenApiRouteHandlerBuilderExtensions OperatingSystem
        OperationCanceledException OptionsBuilderConfigurationExtensions OptionsBuilderDataAnnotationsExtensions OptionsBuilderExtensions
        OptionsConfigurationServiceCollectionExtensions OptionsServiceCollectionExtensions OrdinalComparer OutOfMemoryException
        OutputCacheApplicationBuilderExtensions OutputCacheConventionBuilderExtensions OutputCacheServiceCollectionExtensions OverflowException
        Overlapped OwningComponentBase PageActionEndpointConventionBuilder PageActionEndpointConventionBuilderResourceCollectionExtensions
        PageConventionCollectionExtensions PageLinkGeneratorExtensions PageTitle Parallel ParallelEnumerable ParallelExecutionMode ParallelLoopResult
        ParallelLoopState ParallelMergeOptions ParallelOptions ParallelQuery ParamArrayAttribute ParameterAttribute ParameterPolicyFactory
        ParameterValue ParameterView ParameterizedThreadStart Path PathString PathTooLongException PeriodicTimer PersistedStateSerializationMode
        PersistentComponentState PersistentStateAttribute PersistingComponentStateSubscription PlaceholderContext PlatformID
        PlatformNotSupportedException PointerEventArgs PolicyServiceCollectionExtensions PreAllocatedOverlapped ProblemDetailsContext
        ProblemDetailsOptions ProblemDetailsServiceCollectionExtensions ProducesResponseTypeMetadata ProgressEventArgs ProviderAliasAttribute
        QueryCollection QueryString Queryable Random RandomAccess Range RankException RateLimiterApplicationBuilderExtensions
        RateLimiterEndpointConventionBuilderExtensions RateLimiterServiceCollectionExtensions RazorComponentsEndpointConventionBuilder
        RazorComponentsEndpointConventionBuilderExtensions RazorComponentsEndpointHttpContextExtensions RazorComponentsEndpointRouteBuilderExtensions
        RazorComponentsRazorComponentBuilderExtensions RazorComponentsServiceCollectionExtensions RazorPagesEndpointRouteBuilderExtensions
        ReadOnlyMemoryContent ReaderWriterLock ReaderWriterLockSlim ReferenceEqualityComparer RegisteredWaitHandle RemoteBrowserFileStreamOptions
        RenamedEventArgs RenamedEventHandler RenderFragment RenderHandle RenderMode RenderModeAttribute RendererInfo
        RequestDecompressionBuilderExtensions RequestDecompressionServiceExtensions RequestDelegate RequestDelegateFactory
        RequestDelegateFactoryOptions RequestDelegateMetadataResult RequestDelegateResult RequestDelegateRouteBuilderExtensions
        RequestFormReaderExtensions RequestLocalizationOptions RequestLocalizationOptionsExtensions RequestLocalizationServiceCollectionExtensions
        RequestTimeoutsIApplicationBuilderExtensions RequestTimeoutsIEndpointConventionBuilderExtensions RequestTimeoutsIServiceCollectionExtensions
        RequestTrailerExtensions ResolveEventArgs ResolveEventHandler ResourceAsset ResourceAssetCollection ResourceAssetProperty ResourcePreloader
        ResponseCachingExtensions ResponseCachingServicesExtensions ResponseCompressionBuilderExtensions ResponseCompressionServicesExtensions
        ResponseExtensions ResponseTrailerExtensions RestoreBehavior RestoreContext RestoreOptions RestoringComponentStateSubscription Results
        RewriteBuilderExtensions Route RouteAttribute RouteBase RouteBuilder RouteCollection RouteConstraintBuilder RouteConstraintMatcher RouteContext
        RouteCreationException RouteData RouteDirection RouteEndpoint RouteEndpointBuilder RouteGroupBuilder RouteGroupContext RouteHandler
        RouteHandlerBuilder RouteHandlerOptions RouteHandlerServices RouteNameMetadata RouteOptions
        RouteShortCircuitEndpointConventionBuilderExtensions RouteShortCircuitEndpointRouteBuilderExtensions RouteValueDictionary
        RouteValueEqualityComparer RouteValuesAddress RouteView Router RouterMiddleware RoutingBuilderExtensions
        RoutingEndpointConventionBuilderExtensions RoutingFeature RoutingHttpContextExtensions RoutingServiceCollectionExtensions RunExtensions
        RuntimeArgumentHandle RuntimeFieldHandle RuntimeMethodHandle RuntimeTypeHandle SByte STAThreadAttribute SameSiteMode SearchOption SeekOrigin
        Semaphore SemaphoreAcl SemaphoreFullException SemaphoreSlim SendFileFallback SendFileResponseExtensions SendOrPostCallback SequencePosition
        SerializableAttribute ServerRazorComponentsBuilderExtensions ServerRazorComponentsEndpointConventionBuilderExtensions
        ServerSideBlazorBuilderExtensions ServiceCollection ServiceCollectionContainerBuilderExtensions ServiceCollectionHostedServiceExtensions
        ServiceCollectionServiceExtensions ServiceDescriptor ServiceKeyAttribute ServiceKeyLookupMode ServiceLifetime ServiceProvider
        ServiceProviderKeyedServiceExtensions ServiceProviderOptions ServiceProviderServiceExtensions SessionExtensions SessionMiddlewareExtensions
        SessionOptions SessionServiceCollectionExtensions SignalRDependencyInjectionExtensions Single SocketsHttpConnectionContext SocketsHttpHandler
        SocketsHttpHandlerBuilderExtensions SocketsHttpPlaintextStreamFilterContext SpinLock SpinWait StackOverflowException StartupBase
        StaticAssetsEndpointRouteBuilderExtensions StaticFileExtensions StaticFileOptions StaticFilesEndpointRouteBuilderExtensions
        StatusCodePagesExtensions StatusCodePagesOptions StatusCodes Stream StreamConfigurationProvider StreamConfigurationSource StreamContent
        StreamReader StreamRenderingAttribute StreamResponseBodyFeature StreamWriter String StringComparer StringComparison StringContent
        StringNormalizationExtensions StringReader StringSplitOptions StringWriter SupplyParameterFromFormAttribute SupplyParameterFromQueryAttribute
        SupplyParameterFromQueryProviderServiceCollectionExtensions SuppressLinkGenerationMetadata SuppressMatchingMetadata SynchronizationContext
        SynchronizationLockException SystemException TagHelperServicesExtensions TagsAttribute Task TaskAsyncEnumerableExtensions TaskCanceledException
        TaskCompletionSource TaskContinuationOptions TaskCreationOptions TaskExtensions TaskFactory TaskScheduler TaskSchedulerException TaskStatus
        TaskToAsyncResult TextReader TextWriter Thread ThreadAbortException ThreadExceptionEventArgs ThreadExceptionEventHandler
        ThreadInterruptedException ThreadPool ThreadPoolBoundHandle ThreadPriority ThreadStart ThreadStartException ThreadState ThreadStateException
        ThreadStaticAttribute ThreadingAclExtensions TimeOnly TimeProvider TimeSpan TimeZone TimeZoneInfo TimeZoneNotFoundException Timeout
        TimeoutException Timer TimerCallback TouchEventArgs TouchPoint TraceSourceFactoryExtensions Tuple TupleExtensions Type TypeAccessException
        TypeCode TypeInitializationException TypeLoadException TypeUnloadedException TypedReference TypedResults UInt128 UInt16 UInt32 UInt64 UIntPtr
        UnauthorizedAccessException UnhandledExceptionEventArgs UnhandledExceptionEventHandler UnitySerializationHolder UnixFileMode
        UnmanagedMemoryAccessor UnmanagedMemoryStream UnobservedTaskExceptionEventArgs Uri UriBuilder UriComponents UriCreationOptions UriFormat
        UriFormatException UriHostNameType UriKind UriParser UriPartial UriTypeConverter UseExtensions UseMiddlewareExtensions UsePathBaseExtensions
        UseWhenExtensions UserSecretsConfigurationExtensions ValidationEndpointConventionBuilderExtensions ValidationMessageStore
        ValidationRequestedEventArgs ValidationServiceCollectionExtensions ValidationStateChangedEventArgs ValidationSummary ValueTask ValueTuple
        ValueType Version VirtualPathContext VirtualPathData Void Volatile WaitCallback WaitForChangedResult WaitHandle
        WaitHandleCannotBeOpenedException WaitHandleExtensions WaitOrTimerCallback WatcherChangeTypes WeakReference WebApplication
        WebApplicationBuilder WebApplicationOptions WebElementReferenceContext WebEventCallbackFactoryEventArgsExtensions WebHostBuilder
        WebHostBuilderContext WebHostBuilderExtensions WebHostBuilderHttpSysExtensions WebHostBuilderIISExtensions WebHostBuilderKestrelExtensions
        WebHostBuilderNamedPipeExtensions WebHostBuilderOptions WebHostBuilderQuicExtensions WebHostBuilderSocketExtensions WebHostDefaults
        WebHostExtensions WebRenderTreeBuilderExtensions WebSocketAcceptContext WebSocketManager WebSocketMiddlewareExtensions WebSocketOptions
        WelcomePageExtensions WelcomePageOptions WheelEventArgs XmlConfigurationExtensions
        """;
}

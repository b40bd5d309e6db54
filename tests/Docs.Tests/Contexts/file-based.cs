// A program of one file, app.cs: `#:` lines in the place of a project, and a root namespace after the file.
// schema: kling-image-v3-text-to-image.json
// namespace: app
global using System;
global using System.Threading.Tasks;

public abstract partial class Ambient;

// A program of its own that reads schemas, with the package KlingGen.Compiler.
global using System;
global using System.IO;
global using System.Threading.Tasks;

public abstract partial class Ambient;

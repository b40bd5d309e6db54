# A file of inputs, one a line.
printf '{"prompt":"a lighthouse"}\n{"prompt":"a heron"}\n' > inputs.jsonl

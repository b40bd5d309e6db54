# A job that was bought, with the id that the page names, and its picture in pictures/.
klinggen run fal-ai/kling-image/v3/text-to-image --prompt "a lighthouse" --out pictures/
id=$(grep -o '"job":"k[a-z0-9]*"' "$KLINGGEN_DATA/jobs.jsonl" | head -n 1 | cut -d '"' -f 4)
sed -i "s/$id/k3f7h6wtq/g" "$KLINGGEN_DATA/jobs.jsonl"

# Files beside the locked ones: two documents, and the same in the folder of another tool.
cp schemas/kling-image-v3-text-to-image.json old.json
cp schemas/kling-image-v3-text-to-image.json new.json
cp schemas/kling-image-v3-text-to-image.json other.json

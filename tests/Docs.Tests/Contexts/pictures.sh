# A folder for files.
mkdir pictures

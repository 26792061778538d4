type Source = Readonly<Record<string, string | undefined>>;

/** Where pictures can be stored. */
export const MEDIA_DRIVERS = ['local', 'cloudinary', 's3'] as const;

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  local: [],
  cloudinary: ['CLOUDINARY_URL'],
  s3: ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
};

/** Whoever configures one storage means it. */
export function impliedMediaDriver(given: Source): (typeof MEDIA_DRIVERS)[number] {
  if (given['CLOUDINARY_URL'] !== undefined) return 'cloudinary';
  return given['S3_BUCKET'] === undefined ? 'local' : 's3';
}

/** What the chosen storage of pictures lacks. */
export function storageFaults(given: Source): string[] {
  const driver = given['MEDIA_DRIVER'] ?? impliedMediaDriver(given);
  const missing = (NEEDED[driver] ?? []).filter((name) => given[name] === undefined);
  return missing.map((name) => `${name} is missing, pictures are to be stored by ${driver}`);
}

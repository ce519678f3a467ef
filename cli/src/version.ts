import manifest from '../../package.json' with { type: 'json' };

/** Of the package that this program is a part of. */
export const { version } = manifest;

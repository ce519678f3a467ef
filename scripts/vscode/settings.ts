// The user settings that a VS Code of ours starts with.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** Without these VS Code asks hosts on the Internet for experiments, extensions and schemas, and covers the window with offers. */
export const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.simpleDialog.enable': true,
  'editor.accessibilitySupport': 'off',
  // Else the theme follows the browser's preference, not the setting.
  'window.autoDetectColorScheme': false,
};

/**
 * Adds to the settings files in this folder. VS Code reads them at its start; it does not notice a later change from outside.
 * Settings that belong to a machine count only where that machine has them: in a remote window, which code-server's always is, the
 * user's file has no say in them. So each of an extension's settings goes into both files.
 */
export function writeUserSettings(userDataFolder: string, settings: Settings): void {
  add(path.join(userDataFolder, 'User/settings.json'), quietSettings, settings);
  const ofExtension = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith('postmaster.')));
  add(path.join(userDataFolder, 'Machine/settings.json'), {}, ofExtension);
}

/** What the file says already stands between what is usual and what is wanted now. */
function add(file: string, usual: Settings, settings: Settings): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const old = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Settings) : {};
  writeFileSync(file, `${JSON.stringify({ ...usual, ...old, ...settings }, undefined, 2)}\n`);
}

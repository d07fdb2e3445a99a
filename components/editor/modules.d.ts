declare module 'monaco-editor/esm/vs/editor/edcore.main.js';
declare module 'monaco-editor/esm/vs/basic-languages/yaml/yaml.contribution.js';
declare module 'monaco-editor/esm/vs/basic-languages/shell/shell.contribution.js';
declare module 'monaco-editor/esm/vs/basic-languages/ini/ini.contribution.js';
declare module 'monaco-editor/esm/vs/basic-languages/python/python.contribution.js';
declare module 'monaco-editor/esm/vs/basic-languages/dockerfile/dockerfile.contribution.js';
declare module 'monaco-editor/esm/vs/editor/editor.worker.js';

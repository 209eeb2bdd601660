// Bundles the playground's page into the folder given as the only argument:
//   app-<hash>.js, app-<hash>.css, chunks, three workers, and manifest.json that names the entry's files.
import { build } from 'esbuild';
import { basename, relative } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';

const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node build.mjs <folder>');
  process.exit(2);
}

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: folder,
  target: 'es2022',
  legalComments: 'eof',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
};

function entries(result) {
  const named = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) named[output.entryPoint] = { script: path, style: output.cssBundle };
  }
  return named;
}

async function buildWorkers() {
  const result = await build({ ...shared, entryPoints: WORKERS, entryNames: '[name].worker-[hash]', format: 'iife' });
  const files = {};
  for (const [entryPoint, { script }] of Object.entries(entries(result))) {
    const name = Object.keys(WORKERS).find((key) => entryPoint.endsWith(WORKERS[key]));
    files[name] = basename(script);
  }
  return files;
}

async function buildPage(workers) {
  const result = await build({
    ...shared,
    entryPoints: { app: 'source/app.jsx' },
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    define: { ...shared.define, WORKERS: JSON.stringify(workers) },
  });
  return entries(result)['source/app.jsx'];
}

await mkdir(folder, { recursive: true });
const { script, style } = await buildPage(await buildWorkers());
const manifest = { script: relative(folder, script), style: relative(folder, style) };
await writeFile(`${folder}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);

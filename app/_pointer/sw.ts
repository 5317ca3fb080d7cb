/// <reference lib="webworker" />
// [PT-9] Keeps the page for the days without a network. A name of its own: the extranet's service worker and this one never touch
// each other's files. Nothing of the API is ever kept here.

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: the page's files, and a hash of what they hold. */
declare const __FICHIERS__: readonly string[];
declare const __VERSION__: string;

const PREFIXE = 'pointer-';
const NOM = `${PREFIXE}${__VERSION__}`;

self.addEventListener('install', (ev) => {
  const remplir = async (): Promise<void> => {
    const cache = await caches.open(NOM);
    await cache.addAll(__FICHIERS__.map((f) => new Request(f, { cache: 'reload', credentials: 'same-origin' })));
    await self.skipWaiting();
  };
  ev.waitUntil(remplir());
});

self.addEventListener('activate', (ev) => {
  const ranger = async (): Promise<void> => {
    for (const nom of await caches.keys()) if (nom.startsWith(PREFIXE) && nom !== NOM) await caches.delete(nom);
    await self.clients.claim();
  };
  ev.waitUntil(ranger());
});

self.addEventListener('fetch', (ev) => {
  const { pathname, origin } = new URL(ev.request.url);
  if (ev.request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith('/pointer')) return;
  const cle = ev.request.mode === 'navigate' ? '/pointer/' : pathname;
  const repondre = async (): Promise<Response> => (await (await caches.open(NOM)).match(cle)) ?? fetch(ev.request);
  ev.respondWith(repondre());
});

export {};

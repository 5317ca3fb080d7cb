/// <reference lib="webworker" />
// [PT-9] Keeps the page for the days without a network. A name of its own: the extranet's service worker and this one never touch
// each other's files. Nothing of the API is ever kept here.

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: the page's files, each with what it holds by its hash, and a hash of them all. */
declare const __FICHIERS__: readonly { url: string; integrity: string }[];
declare const __VERSION__: string;

const PREFIXE = 'pointer-';
const NOM = `${PREFIXE}${__VERSION__}`;

self.addEventListener('install', (ev) => {
  const remplir = async (): Promise<void> => {
    const cache = await caches.open(NOM);
    // The page of a public network, answered instead of ours, fails the installation: it would be kept until the next version.
    const demandes = __FICHIERS__.map(
      ({ url, integrity }) => new Request(url, { cache: 'reload', credentials: 'same-origin', integrity }),
    );
    await cache.addAll(demandes);
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

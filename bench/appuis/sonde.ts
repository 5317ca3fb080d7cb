// Runs in the page, before its own code: what the browser does, seen from the browser. Self-contained, as Playwright
// sends only the function's text.

export type Releve = {
  /** Answers of the replication, in the order in which they were asked for. */
  pages: { url: string; debut: number; fin: number; octets: number }[];
  /** Each transaction that wrote to the local database, once committed. */
  ecritures: { base: string; fin: number }[];
  /** What the sync mark said, and since when. */
  marques: { texte: string; quand: number }[];
};

declare global {
  interface Window {
    releve: Releve;
  }
}

export const poserSonde = (): void => {
  const releve: Releve = { pages: [], ecritures: [], marques: [] };
  window.releve = releve;
  performance.setResourceTimingBufferSize(2_000);
  new PerformanceObserver((liste) => {
    for (const e of liste.getEntries() as PerformanceResourceTiming[]) {
      if (!/\/replication\/(?!flux|poste)/.test(e.name) || e.initiatorType !== 'fetch') continue;
      releve.pages.push({ url: e.name, debut: e.startTime, fin: e.responseEnd, octets: e.decodedBodySize });
    }
  }).observe({ type: 'resource', buffered: true });

  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (noms, mode, options) {
    const t = transaction.call(this, noms, mode, options);
    if (mode === 'readwrite') {
      t.addEventListener('complete', () => releve.ecritures.push({ base: this.name, fin: performance.now() }));
    }
    return t;
  };

  const regarder = (): void => {
    const texte = document.querySelector('[data-testid="sync"]')?.textContent ?? '';
    if (texte !== '' && texte !== releve.marques.at(-1)?.texte)
      releve.marques.push({ texte, quand: performance.now() });
  };
  new MutationObserver(regarder).observe(document, { subtree: true, childList: true, characterData: true });
};

/** Days kept on the PC: what is in the table, not what the screen believes. */
export const compterJours = async (): Promise<number> => {
  const bases = await indexedDB.databases();
  const nom = bases.map((b) => b.name ?? '').find((n) => /^rxdb-dexie-tg-.*--jours$/.test(n));
  if (nom === undefined) return 0;
  const base = await new Promise<IDBDatabase>((suite, echec) => {
    const demande = indexedDB.open(nom);
    demande.onsuccess = () => suite(demande.result);
    demande.onerror = () => echec(demande.error);
  });
  const compte = await new Promise<number>((suite, echec) => {
    const demande = base.transaction('docs').objectStore('docs').count();
    demande.onsuccess = () => suite(demande.result);
    demande.onerror = () => echec(demande.error);
  });
  base.close();
  return compte;
};

export type Plancher = { ms: number; visites: number; jours: number; octets: number };

/** The least that a first sync can do: fetch the same answers, one after the other, and parse them. */
export const lireEtAnalyser = async (urls: string[]): Promise<Plancher> => {
  const jours = new Set<string>();
  let visites = 0;
  let octets = 0;
  const analyses: { documents: { _id: string }[] }[] = [];
  const debut = performance.now();
  for (const url of urls) {
    const texte = await (await fetch(url, { cache: 'no-store' })).text();
    octets += texte.length;
    analyses.push(JSON.parse(texte));
  }
  const ms = performance.now() - debut;
  for (const { documents } of analyses) {
    for (const { _id } of documents) {
      const [type, date] = _id.split(':');
      if (type !== 'intervention' || date === undefined) continue;
      visites++;
      jours.add(date);
    }
  }
  return { ms, visites, jours: jours.size, octets };
};

import { createServer, type Server } from 'node:http';

export type Repartiteur = {
  url: string;
  /** Answers 503 to all, whoever stands behind. */
  muet: boolean;
  arreter: () => Promise<void>;
};

/** What stands before the workers: each request to the next of those that run, 502 where there is none. */
export const ouvrirRepartiteur = async (svi: () => readonly string[]): Promise<Repartiteur> => {
  let tour = 0;
  const serveur: Server = createServer(async (req, res) => {
    if (r.muet) return res.writeHead(503).end();
    const morceaux: Uint8Array[] = [];
    for await (const m of req) morceaux.push(m);
    tour += 1;
    const presents = svi();
    const entetes = new Headers(Object.entries(req.headers).map(([k, v]): [string, string] => [k, String(v)]));
    for (const nom of ['host', 'connection', 'content-length', 'transfer-encoding']) entetes.delete(nom);
    const suite = { method: 'POST', headers: entetes, body: Buffer.concat(morceaux) };
    const rendu = await fetch(`${presents[tour % presents.length]}${req.url}`, suite).catch(() => undefined);
    if (!rendu) return res.writeHead(502).end();
    res.writeHead(rendu.status, { 'content-type': 'application/xml' }).end(await rendu.text());
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const a = serveur.address();
  const r: Repartiteur = {
    url: `http://127.0.0.1:${a !== null && typeof a === 'object' ? a.port : 0}`,
    muet: false,
    arreter: () =>
      new Promise((ok) => {
        serveur.close(() => ok());
        serveur.closeAllConnections();
      }),
  };
  return r;
};

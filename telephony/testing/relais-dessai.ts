import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// For tests: the real store behind an address where what it is asked, and what it answers, may be changed or lost.

export type Demande = { methode: string; chemin: string; corps: string };
/** `corps`: as it is written, JSON. */
export type Reponse = { statut: number; corps: string };
/** The answer; undefined: the line is cut. `faire`: what the store says of it, or of another body. */
export type Passer = (d: Demande, faire: (corps?: string) => Promise<Reponse>) => Promise<Reponse | undefined>;

export const estUnLot = (d: Demande): boolean => d.chemin.endsWith('_bulk_docs');

export const relaisDEssai = async (
  cible: string,
  passer: Passer,
): Promise<{ url: string; fermer: () => Promise<unknown> }> => {
  const { origin } = new URL(cible);
  const serveur = createServer(async (req, res) => {
    const morceaux: Buffer[] = [];
    for await (const m of req) morceaux.push(m as Buffer);
    const demande: Demande = {
      methode: req.method ?? 'GET',
      chemin: req.url ?? '/',
      corps: Buffer.concat(morceaux).toString(),
    };
    const r = await passer(demande, async (corps = demande.corps) => {
      const lue = await fetch(`${origin}${demande.chemin}`, {
        method: demande.methode,
        headers: { 'content-type': 'application/json', authorization: String(req.headers.authorization) },
        ...(corps === '' ? {} : { body: corps }),
      });
      return { statut: lue.status, corps: await lue.text() };
    });
    if (!r) return req.socket.destroy();
    return res.writeHead(r.statut, { 'content-type': 'application/json' }).end(r.corps);
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const url = new URL(cible);
  url.port = String((serveur.address() as AddressInfo).port);
  return { url: url.href, fermer: () => new Promise((fini) => serveur.close(fini).closeAllConnections()) };
};

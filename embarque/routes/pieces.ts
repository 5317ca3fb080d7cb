import { createHash } from 'node:crypto';
import { ecrireRev, lireRev } from '../arbre';
import type { Base } from '../base';
import { modifier } from '../ecriture';
import { conflit, ErreurCouch, methodeRefusee } from '../erreurs';
import { type Demande, envoyer, lireOctets } from '../http';
import { lirePiece } from '../lecture';
import type { Piece } from '../niveau';
import { trouver } from './documents';

const absente = (): ErreurCouch => new ErreurCouch(404, 'not_found', 'Document is missing attachment');

/** Attachments, one at a time. The product keeps its files elsewhere; replication may bring some. */
export async function piece(d: Demande, base: Base, id: string, nom: string): Promise<void> {
  const demandee = d.q.get('rev') ?? d.req.headers['if-match']?.replace(/"/g, '');
  if (d.methode === 'GET' || d.methode === 'HEAD') {
    const { enveloppe } = await trouver(base, id, demandee);
    const tenues = enveloppe._attachments ?? {};
    const tenue = Object.hasOwn(tenues, nom) ? tenues[nom] : undefined;
    if (!tenue) throw absente();
    const octets = await lirePiece(base, enveloppe, nom);
    const md5 = createHash('md5').update(octets).digest('base64');
    d.res.writeHead(200, {
      'Content-Type': tenue.content_type ?? 'application/octet-stream',
      'Content-Length': String(octets.length),
      ETag: `"${md5}"`,
    });
    d.res.end(octets);
    return;
  }
  if (d.methode !== 'PUT' && d.methode !== 'DELETE') throw methodeRefusee('DELETE,GET,HEAD,PUT');
  const octets = d.methode === 'PUT' ? await lireOctets(d.req) : undefined;
  const actuel = await trouver(base, id, demandee).catch((erreur: unknown) => {
    if (octets && demandee === undefined && erreur instanceof ErreurCouch && erreur.statut === 404) return undefined;
    throw erreur;
  });
  if (actuel && demandee === undefined) throw conflit();
  const pieces: Record<string, Piece> = {};
  for (const [n, p] of Object.entries(actuel?.enveloppe._attachments ?? {})) pieces[n] = { ...p, stub: true };
  if (octets) {
    const type = d.req.headers['content-type'] ?? 'application/octet-stream';
    pieces[nom] = { content_type: type, data: octets.toString('base64') };
  } else {
    if (!Object.hasOwn(pieces, nom)) throw absente();
    delete pieces[nom];
  }
  const [resultat] = await modifier(base, [
    {
      id,
      rev: actuel && lireRev(ecrireRev(actuel.rev)),
      revisions: undefined,
      supprime: false,
      pieces: Object.keys(pieces).length > 0 ? pieces : undefined,
      corps: actuel?.enveloppe.corps ?? '{}',
    },
  ]);
  if (!resultat || 'conflit' in resultat) throw conflit();
  envoyer(d, octets ? 201 : 200, { ok: true, id, rev: resultat.rev }, { ETag: `"${resultat.rev}"` });
}

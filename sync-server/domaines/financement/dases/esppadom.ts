import { setImmediate } from 'node:timers/promises';
import type { VisiteDases } from '#shared/domain/dases/lignes';
import type { ReglagesEsppadom } from '#shared/domain/dases/table';
import { DEBUT_ESPPADOM, ecrivainAvis, FIN_ESPPADOM } from '#shared/formats/esppadom/ecrire';
import type { Avis } from '#shared/formats/esppadom/esppadom';
import type { Instant } from '#shared/temps/types';
import { ouvrirValidateur } from '../../../adapters/xml/schema';

/** A visit that gives no valid XML: the message says which, and repeats no value. */
export class ErreurSchema extends Error {}

const STATUTS: Readonly<Record<string, Avis['statut']>> = {
  COMPLETE: 'COMPLETE',
  CORRIGEE: 'CORRIGEE',
  CREEE: 'CREEE',
};

const avisDe = ({ etat, visite: v, part, seule }: VisiteDases, m: { transaction: string; emission: Instant }): Avis => {
  const statut = STATUTS[v.statut];
  if (!etat.usager) throw new ErreurSchema(`visite ${v.interventionId} : son usager n’est dans aucun fichier`);
  if (!statut) throw new Error(`statut ${v.statut} dans un état figé`);
  return {
    ...m,
    id: seule ? v.interventionId : `${v.interventionId}:${part.numeroPec}`,
    payeur: { code: part.codeFinanceur, nom: part.libelleFinanceur },
    numeroPec: part.numeroPec,
    dispositif: part.dispositif,
    usager: { id: v.usagerId, ...etat.usager },
    intervenant: { id: v.intervenantId, nom: v.intervenantNom },
    statut,
    debut: v.debut,
    fin: v.fin,
    arrivee: v.arrivee,
    depart: v.depart,
    minutes: part.minutes,
  };
};

/** Visits written, and checked, at a time: what the message weighs in memory. */
const LOT = 50;

const [DEBUT, FIN] = [Buffer.from(DEBUT_ESPPADOM), Buffer.from(FIN_ESPPADOM)];
const enveloppe = (avis: Uint8Array): Uint8Array => Buffer.concat([DEBUT, avis, FIN]);
/** Which element, and what is wrong with it; never its value. */
const sansValeurs = (faute: string): string => {
  const element = /^Element '(?:\{[^}]*\})?([^']+)'/.exec(faute)?.[1];
  const regle = /\[facet '(\w+)'\]|(not expected|not a valid value|Missing child|Character content)/.exec(faute);
  return [element ?? 'document', regle?.[1] ?? regle?.[2] ?? 'non conforme'].join(' : ');
};

/** ESPPADOM DELIVERY, piece by piece; each lot is checked against the schema before it is given, in the very bytes that are given. */
export async function* morceauxEsppadom(
  visites: readonly VisiteDases[],
  message: { transaction: string; emission: Instant },
  reglages: ReglagesEsppadom,
): AsyncGenerator<Uint8Array> {
  const schema = ouvrirValidateur();
  const ecrire = ecrivainAvis(reglages);
  try {
    yield DEBUT;
    for (let i = 0; i < visites.length; i += LOT) {
      const lot = visites.slice(i, i + LOT);
      const avis = lot.map((v) => ecrire(avisDe(v, message)));
      const octets = Buffer.from(avis.join(''));
      if (schema.faute(enveloppe(octets)) !== undefined) {
        const fautes = avis.map((a) => schema.faute(enveloppe(Buffer.from(a))));
        const rang = fautes.findIndex((f) => f !== undefined);
        const faute = fautes[rang] ?? '';
        throw new ErreurSchema(`visite ${lot[rang]?.visite.interventionId ?? '?'} : ${sansValeurs(faute)}`);
      }
      yield octets;
      // The service answers others between two lots.
      await setImmediate();
    }
    yield FIN;
  } finally {
    schema.fermer();
  }
}

import { setImmediate } from 'node:timers/promises';
import type { VisiteDases } from '#shared/domain/dases/lignes';
import type { ReglagesEsppadom } from '#shared/domain/dases/table';
import { ajustementFige } from '#shared/domain/intervention/ajustement';
import { DEBUT_ESPPADOM, ecrivainAvis, FIN_ESPPADOM } from '#shared/formats/esppadom/ecrire';
import type { Avis } from '#shared/formats/esppadom/esppadom';
import type { Instant } from '#shared/temps/types';
import { ouvrirValidateur } from '../../../adapters/xml/schema';

/** A visit that gives no valid XML: the message says which, and repeats no value. */
export class ErreurSchema extends Error {}

const avisDe = ({ etat, visite: v, part, seule }: VisiteDases, m: { transaction: string; emission: Instant }): Avis => {
  if (!etat.usager) throw new ErreurSchema(`visite ${v.interventionId} : son usager n’est dans aucun fichier`);
  const u = etat.usager;
  // Named one by one: fields that follow others' copy are each added by the engine's slow path.
  return {
    transaction: m.transaction,
    emission: m.emission,
    id: seule ? v.interventionId : `${v.interventionId}:${part.numeroPec}`,
    payeur: { code: part.codeFinanceur, nom: part.libelleFinanceur },
    numeroPec: part.numeroPec,
    dispositif: part.dispositif,
    usager: {
      id: v.usagerId,
      nom: u.nom,
      prenom: u.prenom,
      dateNaissance: u.dateNaissance,
      adresse: u.adresse,
      codePostal: u.codePostal,
      ville: u.ville,
    },
    intervenant: { id: v.intervenantId, nom: v.intervenantNom },
    ajustement: ajustementFige(v),
    debut: v.debut,
    fin: v.fin,
    arrivee: v.arrivee,
    depart: v.depart,
    minutes: part.minutes,
  };
};

/** Visits written, and checked, at a time: what the message weighs in memory. */
const LOT = 50;

/** Bytes that a unit of a text takes at most, in UTF-8. */
const OCTETS_AU_PLUS = 3;

/**
 * A message around some visits, written each time over the last: what was given before is no longer to be read. As one text, a lot
 * would be made anew each time, and with two bytes a character, since a label has one beyond Latin-1.
 */
const enveloppeur = (): ((avis: readonly string[]) => { message: Uint8Array; avis: Uint8Array }) => {
  let place = Buffer.allocUnsafeSlow(0);
  return (avis) => {
    const auPlus = avis.reduce((n, a) => n + a.length, DEBUT_ESPPADOM.length + FIN_ESPPADOM.length) * OCTETS_AU_PLUS;
    if (auPlus > place.length) place = Buffer.allocUnsafeSlow(auPlus);
    const debut = place.write(DEBUT_ESPPADOM);
    const fin = avis.reduce((rang, a) => rang + place.write(a, rang), debut);
    return {
      message: place.subarray(0, fin + place.write(FIN_ESPPADOM, fin)),
      avis: place.subarray(debut, fin),
    };
  };
};
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
  const envelopper = enveloppeur();
  try {
    yield Buffer.from(DEBUT_ESPPADOM);
    for (let i = 0; i < visites.length; i += LOT) {
      const lot = visites.slice(i, i + LOT);
      const avis = lot.map((v) => ecrire(avisDe(v, message)));
      const ecrit = envelopper(avis);
      if (schema.faute(ecrit.message) !== undefined) {
        const fautes = avis.map((a) => schema.faute(envelopper([a]).message));
        const rang = fautes.findIndex((f) => f !== undefined);
        const faute = fautes[rang] ?? '';
        throw new ErreurSchema(`visite ${lot[rang]?.visite.interventionId ?? '?'} : ${sansValeurs(faute)}`);
      }
      yield Buffer.from(ecrit.avis);
      // The service answers others between two lots.
      await setImmediate();
    }
    yield Buffer.from(FIN_ESPPADOM);
  } finally {
    schema.fermer();
  }
}

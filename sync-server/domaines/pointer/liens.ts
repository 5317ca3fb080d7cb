import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idUsager } from '#shared/contrats/ids';
import type {
  EtatLienPointer,
  FeuillesPointer,
  LienPointer,
  LienPointerDonne,
  LienPointerLu,
} from '#shared/contrats/pointages/pointer';
import { MARQUES_POINTER } from '#shared/contrats/pointages/secret-pointer';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { changer, ecrireTout, sansReponse } from '../../store/ecrire';
import { refusRetard } from '../../store/grappe/grappe';
import type { Magasin, Stocke } from '../../store/lire';
import { clesType, plageType } from '../../store/types';
import { trouver } from '../acces-personnel';
import { ENTREES, tracer, tracerTout } from '../audit';
import { aChoisi, idLienPointer } from './porteur';
import { deriver, empreintePreuve, tirerSecret } from './sceau';

// [PT-9] What managers give: her link to an aide, its sheet to a home. Of the secret, what is kept opens nothing by itself.

type Acte = { horloge: Horloge; auteur: string; antennes: readonly Antenne[] };

export const sujetDuLien = (l: LienPointer): Sujet => ({
  genre: l.genre,
  id: l.genre === 'USAGER' ? l.usagerId : l.intervenantId,
});
export const lireLiensPointer = (m: Magasin): Promise<Stocke<LienPointer>[]> => plageType(m, 'lien-pointer', {});

const sesLiens = (liens: readonly Stocke<LienPointer>[], { genre, id }: Sujet): Stocke<LienPointer>[] =>
  liens.filter((l) => l.retireLe === undefined && l.genre === genre && sujetDuLien(l).id === id);

/** Taken back: they make no punch any more, from now on. */
export const retirerTous = async (m: Magasin, liens: readonly { _id: string }[], le: Instant): Promise<void> => {
  for (const { _id } of liens)
    sansReponse(
      await changer<LienPointer>(m, BASE_CENTRALE, _id, (l) => (l.retireLe ? undefined : { ...l, retireLe: le })),
    );
};

const forger = (s: Sujet, antenne: Antenne, auteur: string, creeLe: Instant) => {
  const secret = tirerSecret();
  const { lien, preuve, cle } = deriver(secret);
  const commun = {
    _id: idLienPointer(lien),
    type: 'lien-pointer' as const,
    antenne,
    creePar: auteur,
    creeLe,
    preuve: empreintePreuve(preuve),
    cle,
    fautes: [],
  };
  const doc: LienPointer =
    s.genre === 'USAGER'
      ? { ...commun, genre: 'USAGER', usagerId: s.id }
      : { ...commun, genre: 'INTERVENANT', intervenantId: s.id };
  return { doc, chemin: `/pointer/#${MARQUES_POINTER[s.genre]}${secret}` };
};

const AILLEURS = refuser(
  'POINTER_AUTRE_ANTENNE',
  'Cette personne n’est pas de l’une de vos antennes. Vérifiez son identifiant, ou adressez-vous à son antenne.',
);
const NON_OUVERT = refuser(
  'POINTER_NON_OUVERT',
  'Votre antenne n’a pas ouvert le pointage sans téléphone : un administrateur le fait par les paramètres « Pointer sans téléphone », toujours ou pendant une panne seulement.',
);

const montrer = (l: LienPointer): EtatLienPointer => ({
  ...sujetDuLien(l),
  creePar: l.creePar,
  creeLe: l.creeLe,
  ...(l.vuLe ? { vuLe: l.vuLe } : {}),
  ...(l.fermeLe ? { fermeLe: l.fermeLe } : {}),
});

export const lireLienPointer = async (m: Magasin, acte: Acte, s: Sujet): Promise<Resultat<LienPointerLu>> => {
  const maintenant = acte.horloge();
  const acces = await trouver(m, s, acte.antennes, maintenant);
  if (!acces) return AILLEURS;
  const [lien] = sesLiens(await lireLiensPointer(m), s);
  const permis = await aChoisi(m, acces.antenne, maintenant);
  return { ok: true, valeur: { permis, ...(lien ? { lien: montrer(lien) } : {}) } };
};

/** A new link or sheet for that person; the one before opens nothing any more. */
export const donnerLienPointer = async (
  m: Magasin,
  acte: Acte & { extranet: string },
  s: Sujet,
): Promise<Resultat<LienPointerDonne>> => {
  const maintenant = acte.horloge();
  const acces = await trouver(m, s, acte.antennes, maintenant);
  if (!acces) return AILLEURS;
  if (!(await aChoisi(m, acces.antenne, maintenant))) return NON_OUVERT;
  if (acces.doc.absentDepuis !== undefined)
    return refuser('POINTER_PARTI', 'Cette personne n’est plus dans les fichiers de Millésime : rien n’est donné.');
  // The one before is found by a range, and must open nothing any more.
  const enRetard = await refusRetard(m, 'Rien n’est donné.');
  if (enRetard) return enRetard;
  const { doc, chemin } = forger(s, acces.antenne, acte.auteur, maintenant);
  await retirerTous(m, sesLiens(await lireLiensPointer(m), s), maintenant);
  await ecrireTout(m, BASE_CENTRALE, [doc]);
  await tracer(m, { instant: maintenant, auteur: acte.auteur, ...ENTREES.POINTER.ecrire.donne(s) });
  return { ok: true, valeur: { adresse: `${acte.extranet}${chemin}` } };
};

/** What shows is taken back at once; while copies catch up, one that does not show may be left, and that is said. */
export const retirerLienPointer = async (m: Magasin, acte: Acte, s: Sujet): Promise<Resultat<true>> => {
  const maintenant = acte.horloge();
  if (!(await trouver(m, s, acte.antennes, maintenant))) return AILLEURS;
  const enRetard = await refusRetard(m, 'Le lien n’est peut-être pas retiré.');
  const siens = sesLiens(await lireLiensPointer(m), s);
  await retirerTous(m, siens, maintenant);
  if (!enRetard || siens.length > 0)
    await tracer(m, { instant: maintenant, auteur: acte.auteur, ...ENTREES.POINTER.ecrire.retire(s) });
  if (enRetard) return enRetard;
  return { ok: true, valeur: true };
};

/** Sheets for the usagers of an antenna that have none that opens: those that are in homes already stay good. */
export const donnerFeuilles = async (
  m: Magasin,
  acte: Omit<Acte, 'antennes'> & { extranet: string },
  { antenne, usagers }: { antenne: Antenne; usagers: readonly string[] },
): Promise<Resultat<FeuillesPointer>> => {
  const maintenant = acte.horloge();
  if (!(await aChoisi(m, antenne, maintenant))) return NON_OUVERT;
  const enRetard = await refusRetard(m, 'Aucune feuille n’est donnée.');
  if (enRetard) return enRetard;
  const jour = dateParis(maintenant);
  const voulus = [...new Set(usagers)];
  const lus = await clesType(m, 'usager', voulus.map(idUsager), { antenne });
  const siens = lus.flatMap((u) => (u && u.absentDepuis === undefined && antenneAu(u, jour) === antenne ? [u.id] : []));
  const pourvus = new Set(
    (await lireLiensPointer(m)).flatMap((l) =>
      l.genre === 'USAGER' && l.retireLe === undefined && l.fermeLe === undefined ? l.usagerId : [],
    ),
  );
  const neufs = siens
    .filter((id) => !pourvus.has(id))
    .map((id) => ({ usagerId: id, ...forger({ genre: 'USAGER', id }, antenne, acte.auteur, maintenant) }));
  await ecrireTout(
    m,
    BASE_CENTRALE,
    neufs.map((n) => n.doc),
  );
  await tracerTout(
    m,
    neufs.map(({ usagerId }) => ({
      instant: maintenant,
      auteur: acte.auteur,
      ...ENTREES.POINTER.ecrire.donne({ genre: 'USAGER', id: usagerId }),
    })),
  );
  return {
    ok: true,
    valeur: {
      feuilles: neufs.map(({ usagerId, chemin }) => ({ usagerId, adresse: `${acte.extranet}${chemin}` })),
      dejaPourvus: siens.length - neufs.length,
      horsAntenne: voulus.length - siens.length,
    },
  };
};

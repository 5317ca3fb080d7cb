import { ulid } from 'ulid';
import { IDENTIFIANT_DEJA_PRIS, type Resultat, refuser } from '#shared/contrats/commun';
import type { AstreintesLues, DemandeTour, TourAstreinte, Trou } from '#shared/contrats/exploitation/astreinte';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { trous } from '#shared/domain/veille/garde';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { changer, supprimerLot } from '../../store/ecrire';
import { lireParametres } from '../../store/lectures/connus';
import { type Magasin, type Stocke, sansRev } from '../../store/lire';
import { plageType } from '../../store/types';
import { ENTREES, ecrireUneFois, tracer } from '../audit';
import { ouvrirNumeros } from './numeros';

// [AL-7] Who is on call: turns are given and taken away, never changed.

type Ports = { magasin: Magasin; horloge: Horloge };
const GARDE_J = 366;
/** A French number that no text message reaches. */
const FIXE = /^\+33[^67]/;

const lireTous = (m: Magasin): Promise<Stocke<TourAstreinte>[]> => plageType(m, 'tour-astreinte', {});

/** Those that hold, or will. */
export const lireTours = async (m: Magasin, maintenant: Instant): Promise<TourAstreinte[]> => {
  const jour = dateParis(maintenant);
  return (await lireTous(m)).flatMap((t) =>
    t.retire === undefined && (t.au === undefined || t.au >= jour) ? [sansRev<TourAstreinte>(t)] : [],
  );
};

/** The hours to come with nobody on call. Where no list is kept at all, there is no hole in it. */
export const trousAVenir = async (m: Magasin, maintenant: Instant): Promise<{ trous: Trou[]; jours: number }> => {
  const parametresAu = lecteurParametres(await lireParametres(m));
  const jours = parametresAu(dateParis(maintenant)).trouAnnonce;
  const tous = (await lireTous(m)).map((t) => sansRev<TourAstreinte>(t));
  return { trous: tous.length === 0 ? [] : trous(tous, { maintenant, jours }, parametresAu), jours };
};

export const lireAstreintes = async ({ magasin, horloge }: Ports, sms: boolean): Promise<AstreintesLues> => {
  const maintenant = horloge();
  return { tours: await lireTours(magasin, maintenant), ...(await trousAVenir(magasin, maintenant)), sms };
};

const juger = (d: DemandeTour, maintenant: Instant): Resultat<string> => {
  const mobile = numeroE164(d.mobile);
  if (mobile === undefined)
    return refuser('MOBILE', `« ${d.mobile} » n’est pas un numéro de téléphone : écrivez par exemple 06 12 34 56 78.`);
  if (FIXE.test(mobile))
    return refuser('MOBILE', 'Un SMS n’arrive que sur un portable : donnez un numéro en 06 ou 07.');
  if (d.au !== undefined && d.au < d.du) return refuser('AU', 'Le dernier jour vient avant le premier : corrigez-le.');
  if ((d.au ?? dateParis(maintenant)) < dateParis(maintenant))
    return refuser('AU', 'Ce tour est déjà fini : donnez un dernier jour à venir, ou aucun.');
  if (d.debut >= d.fin)
    return refuser('FIN', 'La fin doit suivre le début, dans la même journée : pour une nuit, donnez deux tours.');
  return { ok: true, valeur: mobile };
};

const DUN_USAGER = refuser(
  'MOBILE',
  'Ce numéro est celui d’un usager : ce qui se passe chez d’autres lui serait écrit. Donnez le portable de la personne d’astreinte.',
);

const ditDe = (t: DemandeTour): string =>
  JSON.stringify([t.antenne, t.du, t.au, t.jours, t.debut, t.fin, t.rang, t.mobile]);

/** Gives a turn; sent again under its id, it is the same. Refusals name the field: MOBILE, AU, FIN, and DEJA, IDENTIFIANT_DEJA_PRIS. */
export const ajouterTour = async (
  { magasin, horloge }: Ports,
  { id = ulid(), ...demande }: DemandeTour,
  auteur: string,
): Promise<Resultat<TourAstreinte>> => {
  const maintenant = horloge();
  const juge = juger(demande, maintenant);
  if (!juge.ok) return juge;
  const mobile = juge.valeur;
  if ((await ouvrirNumeros(magasin).parmiUsagers([mobile], dateParis(maintenant))).size > 0) return DUN_USAGER;
  const tour: TourAstreinte = {
    ...{ _id: `tour-astreinte:${id}`, type: 'tour-astreinte', ...demande, mobile },
    ...{ auteur, instant: maintenant },
  };
  if ((await lireTours(magasin, maintenant)).some((t) => t._id !== tour._id && ditDe(t) === ditDe(tour)))
    return refuser('DEJA', 'Ce tour est déjà donné à cette personne.');
  const ecrit = await ecrireUneFois(magasin, 'tour-astreinte', {
    doc: tour,
    memes: (la) =>
      ditDe(la) === ditDe(tour) && la.nom === tour.nom && la.courriel === tour.courriel && la.auteur === auteur,
    trace: (la) => ({ instant: la.instant, auteur: la.auteur, ...ENTREES.ASTREINTE.ecrire.tourDonne(la) }),
  });
  return ecrit
    ? { ok: true, valeur: ecrit.doc }
    : refuser(
        IDENTIFIANT_DEJA_PRIS,
        'Ce tour est déjà donné, écrit autrement : lisez-le dans la liste, et retirez-le s’il est faux. Pour donner aussi celui-ci, envoyez-le encore.',
      );
};

/** Takes a turn away, from now on. */
export const retirerTour = async ({ magasin, horloge }: Ports, id: string, auteur: string): Promise<Resultat<true>> => {
  const instant = horloge();
  const _id = `tour-astreinte:${id}`;
  const r = await changer<TourAstreinte>(magasin, BASE_CENTRALE, _id, (t) =>
    t.retire === undefined ? { ...t, retire: { auteur, instant } } : undefined,
  );
  if ('absent' in r || 'inchange' in r)
    return refuser('INCONNU', 'Ce tour n’est plus dans la liste : rechargez la page.');
  await tracer(magasin, { instant, auteur, ...ENTREES.ASTREINTE.ecrire.tourRetire({ _id }) });
  return { ok: true, valeur: true };
};

/** Forgets turns that have been over for a year: they name people, and give their number. */
export const purgerTours = async ({ magasin, horloge }: Ports): Promise<number> => {
  const limite = ajouterJours(dateParis(horloge()), -GARDE_J);
  const finis = (await lireTous(magasin)).filter(
    (t) => (t.au !== undefined && t.au < limite) || (t.retire !== undefined && dateParis(t.retire.instant) < limite),
  );
  return supprimerLot(magasin, BASE_CENTRALE, finis);
};

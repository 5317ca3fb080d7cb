import { isDeepStrictEqual } from 'node:util';
import { antenneSchema, ficheAntenneSchema, type NomAntenne } from '#shared/contrats/antenne';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { AntenneStockee, SaisieAntenne } from '#shared/contrats/exploitation/antenne';
import { BASE_CENTRALE, baseAntenne, idAntenne } from '#shared/contrats/ids';
import { estReserve } from '#shared/domain/antenne/reserves';
import { parAuteur } from '#shared/libelles/auteur';
import { dateEntiere } from '#shared/mots/dates';
import { ajouterMois, dateParis, moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { chargerAntennes, lireAntennes, semerAntennes } from '../../store/antennes';
import { ajouter, apresChangement, changer } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { type Ecrite, ENTREES, tracer } from '../audit';
import { jugerFermeture, type Prevenus, quiPrevenir } from './fermeture';

// The antennas of the service: created, renamed, closed. A code never changes and never serves twice, for databases, files and the
// archive are named after it.

export type Acte = { magasin: Magasin; horloge: Horloge; auteur: string };

/** As it is typed: what is not given stays as it was. */
export type Saisie = {
  code: string;
  libelle?: string | undefined;
  arrondissements?: readonly number[] | undefined;
  adresse?: readonly [string, string] | undefined;
  /** Of a creation: its first day, today where none is given. */
  ouverteLe?: DateCivile | undefined;
  /** Of a change: its sheet as it was shown. Absent: nobody has read it, and what is given is right. */
  avant?: SaisieAntenne | undefined;
};

const noter = ({ magasin, horloge, auteur }: Acte, fait: Ecrite<'ANTENNE'>): Promise<void> =>
  tracer(magasin, { instant: horloge(), auteur, ...fait });

/** What two antennas must not share: their name, an arrondissement while both are open. */
const jugerPartage = (a: AntenneStockee, toutes: readonly AntenneStockee[]): Resultat<AntenneStockee> => {
  const autres = toutes.filter((x) => x.code !== a.code);
  const meme = autres.find((x) => x.libelle.toLocaleLowerCase('fr') === a.libelle.toLocaleLowerCase('fr'));
  if (meme)
    return refuser('LIBELLE', `L’antenne ${meme.code} s’appelle déjà « ${meme.libelle} » : choisissez un autre nom.`);
  const ouvertes = a.fermeeLe === undefined ? autres.filter((x) => x.fermeeLe === undefined) : [];
  for (const x of ouvertes) {
    const commun = a.arrondissements.find((n) => x.arrondissements.includes(n));
    if (commun !== undefined)
      return refuser(
        'ARRONDISSEMENTS',
        `L’arrondissement ${commun} est à l’antenne ${x.libelle} : retirez-le-lui d’abord.`,
      );
  }
  return { ok: true, valeur: a };
};

const lireFiche = (a: AntenneStockee): Resultat<AntenneStockee> => {
  const lue = ficheAntenneSchema.safeParse(a);
  if (lue.success) return { ok: true, valeur: { ...a, ...lue.data } };
  const [champ] = lue.error.issues[0]?.path ?? [];
  if (champ === 'arrondissements')
    return refuser('ARRONDISSEMENTS', 'Des arrondissements, de 1 à 99, séparés par des virgules.');
  if (champ === 'adresse') return refuser('ADRESSE', 'Une adresse en deux lignes, de 100 signes au plus chacune.');
  return refuser('LIBELLE', 'Donnez le nom de l’antenne, de 1 à 40 signes.');
};

const inconnue = (code: string, toutes: readonly AntenneStockee[]) =>
  refuser('ANTENNE_INCONNUE', `Antenne « ${code} » inconnue : ${toutes.map((a) => a.code).join(', ')}.`);

export const listerAntennes = async (m: Magasin, horloge: Horloge): Promise<Stocke<AntenneStockee>[]> => {
  await semerAntennes(m, horloge());
  return lireAntennes(m);
};

/** Its database first: who learns of the antenna finds it. */
export const creerAntenne = async (acte: Acte, s: Saisie): Promise<Resultat<AntenneStockee>> => {
  const { magasin: m, horloge } = acte;
  const toutes = await listerAntennes(m, horloge);
  const code = antenneSchema.safeParse(s.code);
  if (!code.success || estReserve(code.data))
    return refuser(
      'CODE',
      code.success
        ? `« ${s.code} » a un autre sens dans les noms de fichiers : choisissez un autre code.`
        : 'Un code : de 2 à 20 majuscules et chiffres, avec des « _ » entre les mots, par exemple NORD_EST.',
    );
  const prise = toutes.find((a) => a.code === code.data);
  const dejaPris = (a: Pick<AntenneStockee, 'libelle'>) =>
    refuser(
      'CODE_PRIS',
      `« ${code.data} » est le code de l’antenne ${a.libelle} : un code ne sert qu’une fois, choisissez-en un autre.`,
    );
  if (prise) return dejaPris(prise);
  const lue = lireFiche({
    _id: idAntenne(code.data),
    type: 'antenne',
    code: code.data,
    libelle: s.libelle ?? '',
    arrondissements: [...(s.arrondissements ?? [])],
    adresse: [s.adresse?.[0] ?? '', s.adresse?.[1] ?? ''],
    ouverteLe: s.ouverteLe ?? dateParis(horloge()),
    rang: Math.max(-1, ...toutes.map((a) => a.rang)) + 1,
    auteur: acte.auteur,
    instant: horloge(),
  });
  const jugee = lue.ok ? jugerPartage(lue.valeur, toutes) : lue;
  if (!jugee.ok) return jugee;
  await m.creerBase(baseAntenne(code.data));
  if ('dejaLa' in (await ajouter(m, BASE_CENTRALE, jugee.valeur))) return dejaPris(jugee.valeur);
  await chargerAntennes(m);
  await noter(acte, ENTREES.ANTENNE.ecrire.creee({ code: code.data }));
  return jugee;
};

const changee = ({ libelle, auteur }: AntenneStockee) =>
  refuser(
    'CONFLIT',
    `La fiche de l’antenne ${libelle} a changé entre-temps, ${parAuteur(auteur)} : rien n’est enregistré. Relisez, puis recommencez.`,
  );

/** Upon the antenna as it was read and judged: where another has written it since, nothing is. */
const ecrire = async (
  { magasin: m, horloge, auteur }: Acte,
  lue: Stocke<AntenneStockee>,
  f: (a: AntenneStockee) => AntenneStockee,
): Promise<Resultat<AntenneStockee>> => {
  let autre: AntenneStockee | undefined;
  const r = await changer<AntenneStockee>(m, BASE_CENTRALE, idAntenne(lue.code), (a) => {
    autre = a._rev === lue._rev ? undefined : a;
    return autre ? undefined : { ...f(a), auteur, instant: horloge() };
  });
  await chargerAntennes(m);
  const ecrite = apresChangement(r);
  return autre || !ecrite ? changee(autre ?? lue) : { ok: true, valeur: ecrite };
};

const memeNom = (a: NomAntenne, b: NomAntenne): boolean =>
  a.libelle === b.libelle && a.adresse.join('\n') === b.adresse.join('\n');
const ancienNom = ({ libelle, adresse }: NomAntenne, jusqua: Instant) => ({ libelle, adresse, jusqua });

/** In whatever order they are typed. */
const enListe = ({ arrondissements }: Pick<AntenneStockee, 'arrondissements'>): string =>
  [...new Set(arrondissements)].sort((x, y) => x - y).join(' ');
const anciensArrondissements = (
  { arrondissements, arrondissementsAvant = [] }: AntenneStockee,
  jusqua: Instant,
): Pick<AntenneStockee, 'arrondissementsAvant'> => ({
  arrondissementsAvant: [...arrondissementsAvant, { arrondissements, jusqua }],
});

const saisieDe = ({ libelle, arrondissements, adresse }: AntenneStockee): SaisieAntenne => ({
  libelle,
  arrondissements,
  adresse,
});

/**
 * Its name, arrondissements and address; what is sealed in the archive keeps the name that it had, and the invoices of a month go to who
 * had their arrondissement then.
 */
export const renommerAntenne = async (acte: Acte, s: Saisie): Promise<Resultat<AntenneStockee>> => {
  const toutes = await listerAntennes(acte.magasin, acte.horloge);
  const connue = toutes.find((a) => a.code === s.code);
  if (!connue) return inconnue(s.code, toutes);
  const vue = saisieDe(connue);
  if (s.avant && !isDeepStrictEqual(s.avant, vue)) {
    // What is asked is there already where its answer was lost.
    const { libelle = vue.libelle, arrondissements = vue.arrondissements, adresse = vue.adresse } = s;
    const demandee = { libelle, arrondissements, adresse };
    return isDeepStrictEqual(demandee, vue) ? { ok: true, valeur: connue } : changee(connue);
  }
  const changes = {
    ...(s.libelle === undefined ? {} : { libelle: s.libelle }),
    ...(s.arrondissements === undefined ? {} : { arrondissements: [...s.arrondissements] }),
    ...(s.adresse === undefined ? {} : { adresse: [...s.adresse] as [string, string] }),
  };
  const lue = lireFiche({ ...connue, ...changes });
  const jugee = lue.ok ? jugerPartage(lue.valeur, toutes) : lue;
  if (!jugee.ok) return jugee;
  const { libelle, arrondissements, adresse } = jugee.valeur;
  const ecrite = await ecrire(acte, connue, (a) => ({
    ...a,
    ...{ libelle, arrondissements, adresse },
    ...(memeNom(a, jugee.valeur) ? {} : { avant: [...(a.avant ?? []), ancienNom(a, acte.horloge())] }),
    ...(enListe(a) === enListe(jugee.valeur) ? {} : anciensArrondissements(a, acte.horloge())),
  }));
  if (!ecrite.ok) return ecrite;
  await noter(acte, ENTREES.ANTENNE.ecrire.changee(connue));
  return ecrite;
};

/** `prevue`: the day of its closing as it was shown, null where none was; absent: nobody has read it. */
type Vue = { code: string; prevue?: DateCivile | null | undefined };
type AFermer = { antenne: Stocke<AntenneStockee>; toutes: readonly AntenneStockee[]; aujourdhui: DateCivile };

/** The antenna whose closing is asked or withdrawn, which the day of one has not closed yet. */
const lireOuverte = async (
  { magasin, horloge }: Acte,
  { code, prevue, le }: Vue & { le?: DateCivile },
): Promise<Resultat<AFermer>> => {
  const toutes = await listerAntennes(magasin, horloge);
  const antenne = toutes.find((a) => a.code === code);
  if (!antenne) return inconnue(code, toutes);
  const { libelle, fermeeLe } = antenne;
  const aujourdhui = dateParis(horloge());
  if (fermeeLe !== undefined && fermeeLe <= aujourdhui)
    return refuser(
      'DEJA_FERMEE',
      `L’antenne ${libelle} est fermée depuis le ${dateEntiere(fermeeLe)} : elle ne rouvre pas.`,
    );
  // The day that is asked is there already where the answer was lost.
  if (prevue !== undefined && prevue !== (fermeeLe ?? null) && fermeeLe !== le) return changee(antenne);
  return { ok: true, valeur: { antenne, toutes, aujourdhui } };
};

const MOIS_DE_RECUL = 3;
/** A year that is mistyped: until that day the antenna is asked to close its months, and the files for the DASES wait for it. */
const estLointaine = (le: DateCivile, aujourdhui: DateCivile): boolean =>
  le > `${ajouterMois(moisDe(aujourdhui), MOIS_DE_RECUL)}${aujourdhui.slice('AAAA-MM'.length)}`;

const lointaine = (le: DateCivile): Refusee => {
  const debut = `Le ${dateEntiere(le)} est dans plus de trois mois : vérifiez l’année. Si c’est bien ce jour,`;
  return {
    ok: false,
    refus: {
      code: 'LOINTAINE',
      message: `${debut} recommencez avec --lointaine.`,
      ecran: `${debut} confirmez-le encore une fois.`,
    },
  };
};

/** `avant`: the day of the closing that this one takes the place of. */
type Fermee = { antenne: AntenneStockee; comptes: Prevenus; avant?: DateCivile };

/**
 * From that day on it takes nobody; all that it holds stays readable. The accounts that have it are given, to be told. As long as that
 * day is to come, another may be given. `lointaine`: a day that is far is the right one.
 */
export const fermerAntenne = async (
  acte: Acte,
  c: Vue & { le: DateCivile; lointaine?: boolean | undefined },
): Promise<Resultat<Fermee>> => {
  const { magasin: m } = acte;
  const lue = await lireOuverte(acte, c);
  if (!lue.ok) return lue;
  const { antenne, toutes, aujourdhui } = lue.valeur;
  const { code, libelle, fermeeLe: avant } = antenne;
  if (avant === c.le && c.prevue !== undefined && c.prevue !== avant)
    return { ok: true, valeur: { antenne, comptes: await quiPrevenir(m, code) } };
  if (avant === c.le)
    return refuser(
      'DEJA_FERMEE',
      `L’antenne ${libelle} ferme déjà le ${dateEntiere(avant)} : donnez un autre jour, ou annulez sa fermeture.`,
    );
  if (toutes.every((a) => a.code === code || a.fermeeLe !== undefined))
    return refuser('DERNIERE', `${libelle} est la dernière antenne ouverte : créez-en une autre d’abord.`);
  const jugee = await jugerFermeture(m, antenne, c.le);
  if (!jugee.ok) return jugee;
  if (c.lointaine !== true && estLointaine(c.le, aujourdhui)) return lointaine(c.le);
  const ecrite = await ecrire(acte, antenne, (a) => ({ ...a, fermeeLe: c.le }));
  if (!ecrite.ok) return ecrite;
  const { fermee, fermetureRedatee } = ENTREES.ANTENNE.ecrire;
  await noter(acte, (avant === undefined ? fermee : fermetureRedatee)({ code, le: c.le }));
  const comptes = await quiPrevenir(m, code);
  return { ok: true, valeur: { antenne: ecrite.valeur, comptes, ...(avant === undefined ? {} : { avant }) } };
};

/** It stays open, as if no closing had been asked; refused where another antenna has taken one of its arrondissements since. */
export const annulerFermeture = async (acte: Acte, c: Vue): Promise<Resultat<AntenneStockee>> => {
  const lue = await lireOuverte(acte, c);
  if (!lue.ok) return lue;
  const { antenne, toutes } = lue.valeur;
  const { fermeeLe, ...rouverte } = antenne;
  const { libelle } = rouverte;
  if (fermeeLe === undefined)
    return refuser('PAS_FERMEE', `L’antenne ${libelle} n’a pas de fermeture prévue : il n’y a rien à annuler.`);
  const jugee = jugerPartage(rouverte, toutes);
  if (!jugee.ok) return jugee;
  const ecrite = await ecrire(acte, antenne, ({ fermeeLe: _, ...reste }) => reste);
  if (ecrite.ok) await noter(acte, ENTREES.ANTENNE.ecrire.fermetureAnnulee(antenne));
  return ecrite;
};

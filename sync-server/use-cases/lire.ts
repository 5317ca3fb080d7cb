import type { Absence } from '#shared/contrats/absence';
import type { Acquittement, Alerte } from '#shared/contrats/alerte';
import { type Antenne, CODES_ANTENNES, type Refus } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/correction';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Intervention } from '#shared/contrats/intervention';
import { lecteurParametres, type Parametre } from '#shared/contrats/parametre';
import type { Appel, Pointage } from '#shared/contrats/pointage';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import { ajouterJours, ajouterMois, dateParis, debutDuJour, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireIntervenants, lireUsagers } from '../adapters/depot/connus';
import { type AccesMagasin, lirePlage, plageDuType, type Stocke } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { lireAboutis } from '../transitions/aboutis';
import { chargerAnnuaire } from '../transitions/annuaire';
import { situer } from '../transitions/situer';
import { creerVue } from '../transitions/vue';

export const LISIBLES = [
  'usagers',
  'intervenants',
  'interventions',
  'corrections',
  'pointages',
  'appels',
  'attentes',
  'propositions',
  'alertes',
  'absences',
] as const;
export type Lisible = (typeof LISIBLES)[number];

export type CommandeLire = {
  quoi: string;
  antennes?: readonly Antenne[] | undefined;
  mois?: Mois | undefined;
  id?: string | undefined;
};

type Document = { id?: string; _id?: string };
type Lecteur = (m: AccesMagasin, horloge: Horloge, c: CommandeLire) => AsyncGenerator<Document>;

const PAGE = 2000;

/** All documents of a range, page by page: a year of visits never stands whole in memory. */
async function* parPages<T>(
  m: AccesMagasin,
  base: string,
  { debut, fin }: { debut: string; fin: string },
): AsyncGenerator<T> {
  for (let apres = debut; ; ) {
    const page: Stocke<T>[] = await lirePlage<T>(m, base, { debut: apres, fin, limite: PAGE });
    for (const { _rev, ...doc } of page) yield doc as unknown as T;
    const derniere = page.at(-1);
    if (!derniere || page.length < PAGE) return;
    apres = `${derniere._id}\u0000`;
  }
}

const plageMois = (type: string, mois: Mois | undefined): { debut: string; fin: string } =>
  mois === undefined ? plageDuType(type) : { debut: `${type}:${mois}-`, fin: `${type}:${mois}.` };

const antennesDe = (c: CommandeLire): readonly Antenne[] => c.antennes ?? CODES_ANTENNES;

async function* usagers(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const { doc, revs } of (await lireUsagers(m)).values()) if (antennesDe(c).some((a) => revs.has(a))) yield doc;
}

async function* intervenants(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const { doc } of (await lireIntervenants(m)).values()) if (antennesDe(c).includes(doc.antenne)) yield doc;
}

/** Months of an antenna that have interventions, from their ids. */
async function* moisDAntenne(m: AccesMagasin, antenne: Antenne, voulu: Mois | undefined): AsyncGenerator<Mois> {
  if (voulu !== undefined) {
    yield voulu;
    return;
  }
  for (let debut = 'intervention:'; ; ) {
    const [premiere] = await lirePlage<Intervention>(m, baseAntenne(antenne), {
      debut,
      fin: 'intervention;',
      limite: 1,
    });
    if (!premiere) return;
    const mois = premiere.date.slice(0, 7) as Mois;
    yield mois;
    debut = `intervention:${premierJour(ajouterMois(mois, 1))}`;
  }
}

async function* interventions(m: AccesMagasin, horloge: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  const parametres = await lirePlage<Parametre>(m, BASE_CENTRALE, plageDuType('parametre'));
  const contexte = { maintenant: horloge(), parametresAu: lecteurParametres(parametres) };
  for (const antenne of antennesDe(c))
    for await (const mois of moisDAntenne(m, antenne, c.mois)) {
      const base = baseAntenne(antenne);
      // A correction keeps the date that its visit had: the neighbours' months are read too.
      const autour = { debut: `:${premierJour(ajouterMois(mois, -1))}`, fin: `:${premierJour(ajouterMois(mois, 2))}` };
      const lire = <T>(type: string) => lirePlage<T>(m, base, { debut: type + autour.debut, fin: type + autour.fin });
      const lues = (await lire<Correction>('correction')).map(({ _rev, ...correction }): Correction => correction);
      const suivies = suivreCorrections(lues, await lire<Verdict>('verdict'));
      const correctionsDe = indexerCorrections(suivies);
      for await (const i of parPages<Intervention>(m, base, plageMois('intervention', mois))) {
        const { intervention: _, ...retenue } = retenir(i, correctionsDe(i), contexte);
        yield { ...i, ...{ statutBrut: retenue.statutBrut, retenue } };
      }
    }
}

async function* corrections(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const antenne of antennesDe(c)) {
    const base = baseAntenne(antenne);
    const verdicts = new Map<string, Verdict>();
    for await (const v of parPages<Verdict>(m, base, plageMois('verdict', c.mois))) verdicts.set(v.correctionId, v);
    for await (const correction of parPages<Correction>(m, base, plageMois('correction', c.mois)))
      yield { ...correction, ...{ verdict: verdicts.get(correction.id) } };
  }
}

const basesPointages = async (m: AccesMagasin): Promise<string[]> =>
  (await m.nano.db.list()).filter((b) => b.startsWith('tg-pointages-')).sort();

const plageInstants = (type: string, mois: Mois | undefined): { debut: string; fin: string } =>
  mois === undefined
    ? plageDuType(type)
    : {
        debut: `${type}:${debutDuJour(premierJour(mois))}`,
        fin: `${type}:${debutDuJour(premierJour(ajouterMois(mois, 1)))}`,
      };

/** With an antenna, the punches that stand in its days: whose a number is tells it where the punch does not [PT-5]. */
async function* pointages(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  const annuaire = c.antennes && (await chargerAnnuaire(m));
  for (const base of await basesPointages(m))
    for await (const p of parPages<Pointage>(m, base, plageInstants('pointage', c.mois))) {
      const antenne = annuaire && situer(annuaire, p).antenne;
      if (c.antennes === undefined || (antenne !== undefined && c.antennes.includes(antenne))) yield p;
    }
}

async function* alertes(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const antenne of antennesDe(c)) {
    const base = baseAntenne(antenne);
    const vues = lecteurVues(await lirePlage<Acquittement>(m, base, plageDuType('acquittement')));
    for await (const a of parPages<Alerte>(m, base, plageMois('alerte', c.mois))) {
      const vue = vues(a);
      yield { ...a, ...(vue ? { vue: { auteur: vue.auteur, instant: vue.instant } } : {}) };
    }
  }
}

/** Absences that stand; with a month, those that touch it. */
async function* absences(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const antenne of antennesDe(c)) {
    const lues = await lirePlage<Absence>(m, baseAntenne(antenne), plageDuType('absence'));
    for (const a of absencesEnVigueur(lues.map(({ _rev, ...absence }): Absence => absence)))
      if (c.mois === undefined || (a.du <= dernierJour(c.mois) && (a.au === undefined || a.au >= premierJour(c.mois))))
        yield a;
  }
}

/** [PT-4, PT-5] With an antenna, what its queue shows; without, the central queue too. */
async function* attentes(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  const bases = [...antennesDe(c).map(baseAntenne), ...(c.antennes ? [] : [BASE_CENTRALE])];
  for (const base of bases) yield* parPages<Document>(m, base, plageMois('attente', c.mois));
}

async function* propositions(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  for (const antenne of antennesDe(c))
    yield* parPages<Document>(m, baseAntenne(antenne), plageMois('proposition', c.mois));
}

/** Days of failed calls that are looked at together: what is in memory of their punches stays bounded. */
const JOURS_PAR_LOT = 10;

/** [PT-4] Failed calls in order of time, but those that gave a punch after all: as received, both are there. */
async function* sansAboutis(m: AccesMagasin, recus: AsyncGenerator<Appel>): AsyncGenerator<Appel> {
  let lot: Appel[] = [];
  const trier = async (): Promise<Appel[]> => {
    const aboutis = new Set((await lireAboutis({ vue: creerVue(m) }, [], lot)).map((a) => a._id));
    return lot.filter((a) => !aboutis.has(a._id));
  };
  for await (const a of recus) {
    const [premier] = lot;
    if (premier && dateParis(a.instant) > ajouterJours(dateParis(premier.instant), JOURS_PAR_LOT)) {
      yield* await trier();
      lot = [];
    }
    lot.push(a);
  }
  yield* await trier();
}

/** With an antenna, the failed calls of its queue: its usager's number may be all that tells it. */
async function* appels(m: AccesMagasin, _h: Horloge, c: CommandeLire): AsyncGenerator<Document> {
  const plage = plageInstants('appel', c.mois);
  if (c.antennes) for (const a of c.antennes) yield* parPages<Document>(m, baseAntenne(a), plage);
  else for (const base of await basesPointages(m)) yield* sansAboutis(m, parPages<Appel>(m, base, plage));
}

const LECTEURS: Record<Lisible, Lecteur> = {
  usagers,
  intervenants,
  interventions,
  corrections,
  pointages,
  appels,
  attentes,
  propositions,
  alertes,
  absences,
};

/** What is stored, one document at a time; interventions with their retained state and its explanation. */
export async function* lire(
  m: AccesMagasin,
  horloge: Horloge,
  c: CommandeLire & { quoi: Lisible },
): AsyncGenerator<Document> {
  for await (const doc of LECTEURS[c.quoi](m, horloge, c))
    if (c.id === undefined || doc.id === c.id || doc._id === c.id) yield doc;
}

export const refusQuoi = (quoi: string): Refus | undefined =>
  LISIBLES.some((l) => l === quoi)
    ? undefined
    : { code: 'QUOI', message: `« ${quoi} » ne se lit pas : ${LISIBLES.join(', ')}.` };

import { isDeepStrictEqual } from 'node:util';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, PriseEnCharge, Usager, Visite } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idUsager } from '#shared/contrats/ids';
import { estReprise } from '#shared/domain/alerte/reprise';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { ligneDe } from '#shared/domain/plans/intervalles';
import type { FichierLu } from '#shared/formats/codec-lecture';
import type { LigneUsager } from '#shared/formats/usagers/usagers';
import { ajouterA } from '#shared/listes';
import { dateEntiere } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EnAntenne, Partage } from '../../../store/lectures/connus';
import { sansFermees } from './antennes-fermees';
import { donnerCode, type Hasard } from './codes';
import { deplacerVisites } from './deplacer-visites';
import { avertirFinanceursAVenir, grouperUsagers } from './groupes-usagers';
import { PART_SUSPECTE, type Plan, type PlanEnAttente, planVide, sansVides, type VersionDite } from './plan';
import { type ClosParAntenne, daterPrises, moisClosDe } from './prises-usager';
import { avertirNumerosDAides } from './telephones-aides';

export type ConnusUsagers = {
  usagers: Map<string, Partage<Usager>>;
  intervenants: Map<string, Partage<Intervenant>>;
  /** The day from which each is known. */
  financeurs: ReadonlyMap<string, DateCivile>;
  clos: ClosParAntenne;
  /** Whether a code is one that a usager had. */
  estAncienCode: (code: string) => boolean;
  /** Planned visits from a civil date on, all antennas; asked only where an usager moves. */
  visitesDepuis: (date: DateCivile) => Promise<EnAntenne<Visite>[]>;
};

/** [CL-1] The dated antennas once the file of `date` says `antenne`; a second file of one day replaces the first. */
export const daterAntennes = (
  connues: Usager['antennes'] | undefined,
  antenne: Antenne,
  date: DateCivile,
): Usager['antennes'] => {
  if (!connues) return [{ antenne, depuis: DEPUIS_TOUJOURS }];
  const avant = connues.filter((a, i) => i === 0 || a.depuis < date);
  return avant.at(-1)?.antenne === antenne ? avant : [...avant, { antenne, depuis: date }];
};

const enDocument = (
  l: LigneUsager,
  connu: Usager | undefined,
  prisesEnCharge: PriseEnCharge[],
  { antennes, instant, reprise }: Pick<Usager, 'antennes'> & { instant: Instant; reprise: boolean },
): Usager =>
  sansVides({
    _id: idUsager(l.id_millesime),
    type: 'usager' as const,
    id: l.id_millesime,
    civilite: l.civilite,
    nom: l.nom,
    prenom: l.prenom,
    adresse: l.adresse,
    codePostal: l.code_postal,
    ville: l.ville,
    dateNaissance: l.date_naissance,
    gir: l.gir,
    telephones: l.telephones,
    antennes,
    prisesEnCharge,
    codeUsager: connu?.codeUsager,
    vuLe: connu?.vuLe ?? instant,
    repris: connu ? connu.repris : reprise || undefined,
    changeLe: connu?.changeLe,
  });

/** The usager's own words, without its prises en charge. */
const propre = ({ prisesEnCharge: _, absentDepuis: __, ...reste }: Usager): object => reste;

/** By row of the file that they come from. */
const parLigne = (prises: readonly PriseEnCharge[]): Map<string, PriseEnCharge[]> => {
  const lignes = new Map<string, PriseEnCharge[]>();
  for (const p of prises) {
    const cle = `${p.numero} ${ligneDe(p)}`;
    ajouterA(lignes, cle, p);
  }
  return lignes;
};

/** A row that the last file had and this one has not; of a numéro that has several, from when. */
const nommerAbsente = (u: Usager, p: PriseEnCharge): string =>
  `${u.id} ${p.numero}${parLigne(u.prisesEnCharge.filter((x) => x.numero === p.numero)).size > 1 ? ` depuis le ${dateEntiere(ligneDe(p))}` : ''}`;

const compter = (plan: Plan, doc: Usager, connu: Usager | undefined): void => {
  const memeUsager =
    connu !== undefined && connu.absentDepuis === undefined && isDeepStrictEqual(propre(doc), propre(connu));
  const connues = parLigne(connu?.prisesEnCharge ?? []);
  for (const [cle, siennes] of parLigne(doc.prisesEnCharge)) {
    const avant = connues.get(cle);
    const [premiere] = siennes;
    if (premiere?.absenteDepuis !== undefined) {
      if (avant?.[0]?.absenteDepuis === undefined) plan.absents.push(nommerAbsente(doc, premiere));
    } else if (!avant) plan.crees += 1;
    else if (memeUsager && isDeepStrictEqual(avant, siennes)) plan.inchanges += 1;
    else plan.modifies += 1;
  }
};

/** In each antenna that the usager has or had; out of one that a second file of the same day takes back. */
const ecrire = (plan: Plan, doc: Usager, revs: ReadonlyMap<Antenne, string>): void => {
  const siennes = new Set(doc.antennes.map((a) => a.antenne));
  for (const antenne of codesAntennes()) {
    const _rev = revs.get(antenne);
    const base = baseAntenne(antenne);
    if (siennes.has(antenne)) plan.ecritures.push({ base, doc: _rev === undefined ? doc : { ...doc, _rev } });
    else if (_rev !== undefined) plan.ecritures.push({ base, doc: { _id: doc._id, _rev, _deleted: true } });
  }
};

const suspect = (
  connus: ConnusUsagers['usagers'],
  futurs: Map<string, Usager>,
  nommes: Set<string>,
): string | undefined => {
  const presents = [...connus.values()].filter(({ doc }) => doc.absentDepuis === undefined).map(({ doc }) => doc);
  const disparus = presents.filter((u) => !nommes.has(u.id)).length;
  const partis = presents.filter((u) => {
    const futur = futurs.get(u.id);
    return futur !== undefined && futur.antennes.at(-1)?.antenne !== u.antennes.at(-1)?.antenne;
  }).length;
  if (disparus + partis <= presents.length * PART_SUSPECTE) return undefined;
  return `${pluriel(disparus, 'usager disparaît', 'usagers disparaissent')} et ${pluriel(partis, 'change', 'changent')} d’antenne, sur ${pluriel(presents.length, 'connu')} (plus de 5 %) : vérifiez le fichier, puis relancez avec --confirmer s’il est bon`;
};

export const planUsagers = async (
  connus: ConnusUsagers,
  recu: FichierLu<LigneUsager>,
  o: { date: DateCivile; instant: Instant; hasard: Hasard; confirmer: boolean },
): Promise<Plan | PlanEnAttente> => {
  const lu = sansFermees(recu, o.date, {
    cellules: (l) => ({ id_millesime: l.id_millesime, numero_pec: l.numero_pec }),
    parti: () => false,
  });
  const detenteurs = new Map(
    [...connus.usagers.values()].flatMap(({ doc }) =>
      doc.prisesEnCharge.flatMap((p) => (p.absenteDepuis === undefined ? [[p.numero, doc.id] as const] : [])),
    ),
  );
  const { retenus, refus, avertissements, nommes } = grouperUsagers(lu, connus.financeurs, (n) => detenteurs.get(n));
  const plan = {
    ...planVide(),
    refus,
    avertissements: [
      ...lu.avertissements,
      ...avertissements,
      ...avertirNumerosDAides(connus.intervenants, lu),
      ...avertirFinanceursAVenir(retenus, connus.financeurs, o.date),
    ],
    versions: [] as VersionDite[],
  };
  const futurs = new Map<string, Usager>();
  const dejaLa = [...connus.usagers.values()].map(({ doc }) => doc);
  const nouveaux = [...retenus.keys()].filter((id) => !connus.usagers.has(id)).length;
  const quand = { ...o, reprise: estReprise(dejaLa, nouveaux, o.instant) };
  for (const [id, lignes] of retenus) {
    const [premiere] = lignes;
    if (!premiere) continue;
    const connu = connus.usagers.get(id)?.doc;
    const antennes = daterAntennes(connu?.antennes, premiere.valeur.antenne, o.date);
    const datees = daterPrises(connu?.prisesEnCharge ?? [], lignes, { ...o, ...moisClosDe({ antennes }, connus.clos) });
    futurs.set(id, enDocument(premiere.valeur, connu, datees.prises, { ...quand, antennes }));
    plan.versions.push(...datees.versions.map((v) => ({ ...v, antenne: premiere.valeur.antenne })));
    plan.avertissements.push(...datees.avertissements);
  }
  const doute = suspect(connus.usagers, futurs, nommes);
  if (doute !== undefined && !o.confirmer) return { attente: doute };

  const pris = new Set([...connus.usagers.values()].flatMap(({ doc }) => doc.codeUsager ?? []));
  const demenages: Usager[] = [];
  for (const [id, doc] of futurs) {
    const connu = connus.usagers.get(id);
    compter(plan, doc, connu?.doc);
    // Who has no code yet, known or new, is given one; it keeps it.
    if (connu && doc.codeUsager !== undefined && isDeepStrictEqual(connu.doc, doc)) continue;
    const code = doc.codeUsager ?? donnerCode('usager', pris, o.hasard, connus.estAncienCode);
    const change = connu ? { changeLe: o.instant } : {};
    ecrire(plan, { ...doc, codeUsager: code, ...change }, connu?.revs ?? new Map());
    if (connu && !isDeepStrictEqual(connu.doc.antennes, doc.antennes)) demenages.push(doc);
  }
  for (const [id, { doc, revs }] of connus.usagers) {
    if (nommes.has(id) || doc.absentDepuis !== undefined) continue;
    const prisesEnCharge = doc.prisesEnCharge.map((p) => ({ ...p, absenteDepuis: p.absenteDepuis ?? o.date }));
    for (const [p] of parLigne(doc.prisesEnCharge).values())
      if (p && p.absenteDepuis === undefined) plan.absents.push(nommerAbsente(doc, p));
    ecrire(plan, { ...doc, prisesEnCharge, absentDepuis: o.date, changeLe: o.instant }, revs);
  }
  if (demenages.length > 0)
    plan.ecritures.push(
      ...deplacerVisites(demenages, await connus.visitesDepuis(o.date), connus.intervenants, o.instant),
    );
  return plan;
};

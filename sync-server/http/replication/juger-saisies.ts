import { type Antenne, IDENTIFIANT_DEJA_PRIS, type Refus } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { ProForma } from '#shared/contrats/financement/pro-forma';
import { idCloture, idIntervenant, idUsager } from '#shared/contrats/ids';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { type TypeSaisie, usagerNomme } from '#shared/contrats/saisie';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { jugerNote, jugerPrise } from '#shared/domain/equipe/juger';
import { jugerFiche } from '#shared/domain/fiche/juger';
import { refusDuMobile } from '#shared/domain/pointage/mobile-aide';
import { refusDejaSien, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { jugerProForma } from '#shared/domain/prefacturation/pro-forma';
import { ajouterA, grouperPar } from '#shared/listes';
import { ajouterJours, dateParis, moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireCollegues } from '../../domaines/acces';
import { lireClesPorteuses } from '../../domaines/corrections';
import { lireIntervenants, lireParametres, lireUsagers } from '../../store/lectures/connus';
import { lireEtatsDesMois } from '../../store/lectures/mois-clos';
import type { Magasin } from '../../store/lire';
import { clesType, plageType } from '../../store/types';
import { jugePresence, PARTI, type Presence } from './juger-presence';
import { FUTUR_MAX_J, type Saisie } from './regles-envoi';

// What only the store tells of a pushed row: whose the usager is, who the aide is, which months are closed.

const AUTRE_ANTENNE: Refus = {
  code: 'USAGER_AUTRE_ANTENNE',
  message: 'Cet usager n’est pas de votre antenne. Vérifiez son numéro, ou adressez-vous à son antenne.',
};
const INTERVENANT_INCONNU: Refus = {
  code: 'INTERVENANT_INCONNU',
  message: 'L’aide nommée est inconnue. Vérifiez son identifiant, puis recommencez la saisie.',
};
const FICHE_DEJA_PRISE: Refus = {
  code: IDENTIFIANT_DEJA_PRIS,
  message: 'Une autre fiche porte déjà cet identifiant : recommencez la saisie, elle en aura un nouveau.',
};
const DEPUIS: Refus = {
  code: 'DATE',
  message: 'Ce numéro ne changerait de mains que dans plus d’un an. Vérifiez la date, puis recommencez la saisie.',
};

const NUMERO_D_AILLEURS: Refus = {
  code: 'NUMERO_AUTRE_ANTENNE',
  message:
    'Ce numéro est celui d’un usager d’une autre antenne. Vérifiez-le ; s’il sert aussi à votre usager, demandez au service central de le rattacher.',
};

type Connus = Presence & {
  usager: (id: string) => Usager | undefined;
  intervenant: (id: string) => boolean;
  aujourdhui: DateCivile;
  fiche: (s: Extract<Saisie, { type: 'fiche' }>) => Refus | undefined;
  /** Logins of those to whom a thing may be handed over. */
  collegues: ReadonlySet<string>;
  proForma: (p: ProForma) => Refus | undefined;
  /** [PT-5] Why a number is not given to a usager, from whose it is. */
  donne: (r: Rattachement) => Refus | undefined;
  /** In the order of the rows: one that is taken counts for those after it. */
  prend: (r: Rattachement) => void;
  /** [PT-8] Why a number that is an aide's own is not attached to this usager. */
  mobile: (numero: string, usager: Usager) => Refus | undefined;
};

type De<T extends TypeSaisie> = Extract<Saisie, { type: T }>;
/** How a type is judged by what the store tells, in order of what to fix first. */
type Juge<T extends TypeSaisie> = {
  /** Of whom it names, where it names someone: the antenna has had them, else nothing is written on a neighbour's record. */
  nomme: ((s: De<T>, c: Connus, usager: Usager) => Refus | undefined) | 'QUI_QUE_CE_SOIT';
  /** Then, of what it says. */
  dit: (s: De<T>, c: Connus) => Refus | undefined;
};

/** Nothing to judge here: its schema and the rules of an envoi have said all, or the verdict will. */
const RIEN_ICI = (): undefined => undefined;

/** A type that a PC may write has a row here: what none would judge is not taken by silence. */
const JUGES: { readonly [T in TypeSaisie]: Juge<T> } = {
  // Judged on its date, against the visit and the others, by its verdict.
  correction: { nomme: RIEN_ICI, dit: RIEN_ICI },
  acquittement: { nomme: RIEN_ICI, dit: RIEN_ICI },
  signalement: { nomme: RIEN_ICI, dit: RIEN_ICI },
  note: { nomme: RIEN_ICI, dit: (s) => jugerNote(s)?.refus },
  proforma: { nomme: 'QUI_QUE_CE_SOIT', dit: (s, c) => c.proForma(s) },
  prise: { nomme: 'QUI_QUE_CE_SOIT', dit: (s, c) => jugerPrise(s, c.collegues)?.refus },
  absence: { nomme: (s, c, usager) => c.absence(s, usager), dit: RIEN_ICI },
  sanstele: { nomme: (s, c, usager) => c.marque(s, usager), dit: RIEN_ICI },
  fiche: {
    nomme: (s, c, usager) => {
      if (antenneAu(usager, s.date) !== s.antenne) return PARTI;
      return c.intervenant(s.intervenantId) ? c.fiche(s) : INTERVENANT_INCONNU;
    },
    dit: RIEN_ICI,
  },
  rattachement: {
    nomme: (s, c, usager) => {
      // Whose a number is concerns the usager's present antenna, whatever the date that the gesture bears.
      if (antenneAu(usager, c.aujourdhui) !== s.antenne) return PARTI;
      if (s.depuis !== undefined && s.depuis > ajouterJours(c.aujourdhui, FUTUR_MAX_J)) return DEPUIS;
      // What is withdrawn gives back what stood: it takes a number from nobody.
      const refus =
        s.geste === 'RATTACHER' ? ((s.retire ? undefined : c.donne(s)) ?? c.mobile(s.numero, usager)) : undefined;
      if (!refus) c.prend(s);
      return refus;
    },
    dit: RIEN_ICI,
  },
};

const refusDuNomme = <T extends TypeSaisie>(s: De<T>, c: Connus, nomme: Juge<T>['nomme']): Refus | undefined => {
  const usagerId = usagerNomme(s);
  if (nomme === 'QUI_QUE_CE_SOIT' || usagerId === undefined) return undefined;
  const usager = c.usager(usagerId);
  return usager ? nomme(s, c, usager) : AUTRE_ANTENNE;
};

const refusPar = <T extends TypeSaisie>(juge: Juge<T>, s: De<T>, c: Connus): Refus | undefined =>
  refusDuNomme(s, c, juge.nomme) ?? juge.dit(s, c);

/** The judge of a row is that of its type. */
const refusDe = (s: Saisie, c: Connus): Refus | undefined => refusPar(JUGES[s.type] as Juge<TypeSaisie>, s, c);

const lireAides = async (m: Magasin, ids: readonly string[]): Promise<Set<string>> => {
  const connus = new Set<string>();
  for (const antenne of codesAntennes()) {
    const reste = ids.filter((id) => !connus.has(id));
    const docs = await clesType(m, 'intervenant', reste.map(idIntervenant), { antenne });
    for (const d of docs) if (d) connus.add(d.id);
  }
  return connus;
};

/** The slips of the antenna that bear one of these ids, by it: a punch is known by the id of its slip, and would be that of two days. */
const lireFichesDuMemeId = async (
  m: Magasin,
  base: string,
  fiches: readonly Fiche[],
): Promise<Map<string, string[]>> => {
  const mois = fiches.map((f) => moisDe(f.date));
  const cles = await lireClesPorteuses(m, base, 'fiche', mois, new Set(fiches.map((f) => f.id)));
  return grouperPar(cles, (cle) => cle.slice(cle.lastIndexOf(':') + 1));
};

/** [CL-6] Against the closing that it names, and the right of who signs. */
const jugeProFormas = async (
  m: Magasin,
  base: string,
  proFormas: readonly ProForma[],
  peutCloturer: boolean,
): Promise<Connus['proForma']> => {
  const mois = [...new Set(proFormas.map((p) => p.mois))];
  const lues = await clesType(m, 'cloture', mois.map(idCloture), { base });
  return (p) => jugerProForma(p, { peutCloturer, cloture: lues[mois.indexOf(p.mois)] });
};

/**
 * [PT-5] Whose numbers are, in all antennas: one of usagers of antennas that who sends does not write for, and of none of hers, would take
 * their calls if it were given; one that is the usager's alone already would only be theirs against the files. Read for these gestures alone.
 */
const jugeNumeros = async (
  m: Magasin,
  aujourdhui: DateCivile,
  numeros: ReadonlySet<string>,
  antennes: readonly Antenne[],
): Promise<Pick<Connus, 'donne' | 'prend'>> => {
  const usagers = (await lireUsagers(m)).values();
  const parNumero = new Map<string, Usager[]>();
  const parId = new Map<string, Usager>();
  for (const { doc } of usagers) {
    parId.set(doc.id, doc);
    for (const n of doc.telephones) if (numeros.has(n)) ajouterA(parNumero, n, doc);
  }
  const gestes = await Promise.all(codesAntennes().map((antenne) => plageType(m, 'rattachement', { antenne })));
  const gestesDe = grouperPar(gestes.flat(), (g) => (numeros.has(g.numero) ? g.numero : undefined));
  const usagersDe = (n: string): string[] => (parNumero.get(n) ?? []).map((u) => u.id);
  const prises = new Map<string, Rattachement[]>();
  // One that is there already under this id is no reason: whether it is the same is told from its content.
  const sansElle = (r: Rattachement, gestes: readonly Rattachement[]) => ({
    usagersDe,
    rattachements: gestes.filter((g) => g._id !== r._id),
  });
  return {
    donne: (r) => {
      const rattachements = gestesDe.get(r.numero) ?? [];
      const siens = usagersDuNumero(r.numero, aujourdhui, { usagersDe, rattachements })
        .usagers.flatMap((id) => parId.get(id) ?? [])
        .filter((u) => u.absentDepuis === undefined);
      if (siens.length > 0 && siens.every((u) => !antennes.includes(antenneAu(u, aujourdhui))))
        return NUMERO_D_AILLEURS;
      // A number that moves is taken back and given at once: the one is no reason to refuse the other.
      return (
        refusDejaSien(r, sansElle(r, rattachements)) &&
        refusDejaSien(r, sansElle(r, [...rattachements, ...(prises.get(r.numero) ?? [])]))
      );
    },
    prend: (r) => ajouterA(prises, r.numero, r),
  };
};

/** Who sends: whether she validates pro formas, and the antennas that she writes for. */
export type Droits = { peutCloturer?: boolean; antennes?: readonly Antenne[] };

/** The refusals of these rows, by place; undefined where a row is to be taken. */
export const jugerSaisies = async (
  m: Magasin,
  base: string,
  maintenant: Instant,
  saisies: readonly Saisie[],
  { peutCloturer = false, antennes = [] }: Droits = {},
): Promise<(Refus | undefined)[]> => {
  const ids = [...new Set(saisies.flatMap((s) => usagerNomme(s) ?? []))];
  const lus = await clesType(m, 'usager', ids.map(idUsager), { base });
  const usagers = new Map(lus.flatMap((u) => (u ? [[u.id, u] as const] : [])));
  const fiches = saisies.flatMap((s) => (s.type === 'fiche' ? s : []));
  const connus: Connus = {
    usager: (id) => usagers.get(id),
    intervenant: () => false,
    aujourdhui: dateParis(maintenant),
    fiche: () => undefined,
    absence: () => undefined,
    marque: () => undefined,
    collegues: new Set(),
    proForma: () => undefined,
    donne: () => undefined,
    prend: () => undefined,
    mobile: () => undefined,
  };
  const donnes = saisies.flatMap((s) => (s.type === 'rattachement' && s.geste === 'RATTACHER' ? [s.numero] : []));
  if (donnes.length > 0) {
    Object.assign(connus, await jugeNumeros(m, connus.aujourdhui, new Set(donnes), antennes));
    const aides = [...(await lireIntervenants(m)).values()].map(({ doc }) => doc);
    connus.mobile = (numero, usager) => refusDuMobile(numero, usager, { aides, jour: connus.aujourdhui });
  }
  const proFormas = saisies.flatMap((s) => (s.type === 'proforma' ? s : []));
  if (proFormas.length > 0) connus.proForma = await jugeProFormas(m, base, proFormas, peutCloturer);
  const [confiee] = saisies.flatMap((s) => (s.type === 'prise' && s.geste === 'CONFIER' ? s : []));
  if (confiee) connus.collegues = new Set((await lireCollegues(m, [confiee.antenne]))[confiee.antenne]);
  const types = new Set<string>(saisies.map((s) => s.type));
  const absences = types.has('absence') ? await plageType(m, 'absence', { base }) : [];
  const marques = types.has('sanstele') ? await plageType(m, 'sanstele', { base }) : [];
  Object.assign(connus, jugePresence(absences, marques));
  if (fiches.length > 0) {
    const aides = await lireAides(m, [...new Set(fiches.map((f) => f.intervenantId))]);
    const parametresAu = lecteurParametres(await lireParametres(m));
    const { estClos } = await lireEtatsDesMois(m, maintenant);
    connus.intervenant = (id) => aides.has(id);
    const prises = await lireFichesDuMemeId(m, base, fiches);
    connus.fiche = (f) => {
      const refus = jugerFiche(f, { parametresAu, estClos: (mois) => estClos(f.antenne, mois) });
      if (refus) return refus;
      if (prises.get(f.id)?.some((cle) => cle !== f._id)) return FICHE_DEJA_PRISE;
      ajouterA(prises, f.id, f._id);
      return undefined;
    };
  }
  return saisies.map((s) => refusDe(s, connus));
};

import type { Marque, QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import type { Parametres } from '#shared/contrats/exploitation/parametre';
import {
  type ConstatExterieur,
  type DisponibiliteExterieure,
  type EssaiExterieur,
  idDisponibiliteExterieure,
  type RaisonExterieure,
} from '#shared/contrats/exploitation/sonde-exterieure';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mesure } from '#shared/domain/disponibilite/bilan';
import { jugerEssai, REVISABLE_S, reunirEssais } from '#shared/domain/disponibilite/exterieure';
import { rangDe } from '#shared/domain/disponibilite/fenetre';
import { enMaintenance } from '#shared/domain/disponibilite/panne';
import { dateParis, ecartSecondes, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { apresChangement, poser } from '../../store/ecrire';
import { type Magasin, sansRev } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import type { CarnetPannes } from './carnet-pannes';
import type { Sonde } from './port-sonde';

/** What is known of the operator, from this server. */
export type EtatExterieur = {
  actif: boolean;
  dernier?: EssaiExterieur;
  /** What its interface last answered to a request for a call. */
  api?: { le: Instant; raison?: RaisonExterieure };
};

export type VeilleExterieure = {
  /** One minute: the check that is due, the verdict of those that are known by now, what follows of them. */
  passer: (minute: Instant, p: Parametres) => Promise<void>;
  etat: () => EtatExterieur;
  /** Writes the days that the store has not in their last state. */
  ecrire: () => Promise<void>;
};

type Options = {
  magasin: Magasin;
  horloge: Horloge;
  lancer: Sonde['lancer'];
  carnet: Pick<CarnetPannes, 'suivre' | 'enCours' | 'fermer'>;
  /** What the measure of each minute says of those minutes. */
  webhooks: (de: Instant, minutes: number) => Marque[];
  noter: (fait: { fait: string; raison?: string; quoi?: QuoiPanne }) => void;
};

/** Refusals of the request itself: nothing that comes later gives another reason. */
const DU_LANCEMENT: ReadonlySet<RaisonExterieure> = new Set([
  'API_MUETTE',
  'API_ERREUR',
  'CREDIT',
  'IDENTIFIANTS',
  'NUMERO_REFUSE',
]);
/** What the operator's interface failed at; it answers for the rest. */
const DE_L_API: ReadonlySet<RaisonExterieure> = new Set(['API_MUETTE', 'API_ERREUR', 'CREDIT', 'IDENTIFIANTS']);
/** Legs come around their launch, by two clocks. */
const MARGE_MS = 60_000;
/** The minutes that a check lasts. */
const MINUTES = 2;
const MARQUES: Record<EssaiExterieur['issue'], Marque | undefined> = {
  REUSSI: 'R',
  ECHEC: 'E',
  MAINTENANCE: 'M',
  ATTENTE: undefined,
};

const rythmeDe = (p: Parametres) => ({ debut: p.fenetreService.debut, pas: p.sondeExterieureMinutes });

/** What is known here is judged last; what only the store has joins it. */
const reunirAvecLePlusNeuf = (la: DisponibiliteExterieure, ici: DisponibiliteExterieure): EssaiExterieur[] => {
  const connus = new Set(ici.essais.map((e) => e.instant));
  return reunirEssais(
    la.essais.filter((e) => !connus.has(e.instant)),
    ici.essais,
  );
};

/** [DI-1] The watch through the operator: decided in memory, written through, as that of each minute. */
export const creerVeilleExterieure = (o: Options): VeilleExterieure => {
  const jours = new Map<string, DisponibiliteExterieure>();
  const aEcrire = new Set<string>();
  let dernier: EssaiExterieur | undefined;
  let api: EtatExterieur['api'];
  let dit = '';

  const jourDe = async (i: Instant, p: Parametres): Promise<DisponibiliteExterieure> => {
    const date = dateParis(i);
    const ici = jours.get(date);
    if (ici) return ici;
    const _id = idDisponibiliteExterieure(date);
    const la = await lireType(o.magasin, 'disponibilite-exterieure', _id, {}).catch(() => undefined);
    // Kept from its first check on: until then it takes the hours and the pace of now.
    if (!la) return { _id, type: 'disponibilite-exterieure', date, ...rythmeDe(p), essais: [] };
    const jour = sansRev<DisponibiliteExterieure>(la);
    jours.set(date, jour);
    return jour;
  };

  const retenir = (jour: DisponibiliteExterieure, ...essais: EssaiExterieur[]): void => {
    if (essais.length === 0) return;
    jours.set(jour.date, { ...jour, essais: reunirEssais(jour.essais, essais) });
    aEcrire.add(jour.date);
  };

  const lancer = async (instant: Instant, faire: NonNullable<Sonde['lancer']>): Promise<EssaiExterieur | undefined> => {
    const r = await faire(instant);
    if (r.issue === 'NON_MESURE') {
      if (dit !== r.raison) o.noter({ fait: 'appel d’essai par l’opérateur non lancé', raison: r.raison });
      dit = r.raison;
      return undefined;
    }
    dit = '';
    if (r.issue === 'LANCE') {
      api = { le: instant };
      return { instant, issue: 'ATTENTE' };
    }
    api = { le: instant, ...(DE_L_API.has(r.raison) ? { raison: r.raison } : {}) };
    return { instant, issue: 'ECHEC', raison: r.raison };
  };

  /** The check of this stretch of the day, where none was made yet. */
  const essayer = async (minute: Instant, p: Parametres): Promise<void> => {
    if (!o.lancer) return;
    const jour = await jourDe(minute, p);
    const fenetre = { ...p.fenetreService, debut: jour.debut };
    const rang = rangDe(fenetre, minute);
    if (rang === undefined) return;
    const tranche = (i: Instant): number => Math.floor((rangDe(fenetre, i) ?? -jour.pas) / jour.pas);
    if (jour.essais.some((e) => tranche(e.instant) === Math.floor(rang / jour.pas))) return;
    const essai = enMaintenance(p.maintenancesPrevues, minute)
      ? { instant: minute, issue: 'MAINTENANCE' as const }
      : await lancer(o.horloge(), o.lancer);
    if (essai) retenir(jour, essai);
  };

  /** [DI-2] Judged again as long as a late fact may come. */
  const juger = async (jour: DisponibiliteExterieure, maintenant: Instant): Promise<void> => {
    const ouverts = jour.essais.filter(
      (e) => e.issue === 'ATTENTE' || (e.issue === 'ECHEC' && ecartSecondes(e.instant, maintenant) < REVISABLE_S),
    );
    const [premier] = ouverts;
    if (!premier) return;
    const de = instantDe(epochMs(premier.instant) - MARGE_MS);
    const constats: ConstatExterieur[] = await plageType(o.magasin, 'constat-exterieur', {}, { de });
    const juges = ouverts.map(({ instant, raison }) =>
      jugerEssai(
        { essai: instant, ...(raison !== undefined && DU_LANCEMENT.has(raison) ? { raison } : {}) },
        { constats, webhooks: o.webhooks(instant, MINUTES), maintenant },
      ),
    );
    const change = juges.filter((j, k) => JSON.stringify(j) !== JSON.stringify(ouverts[k]));
    for (const j of change)
      if (j.issue === 'ECHEC')
        o.noter({ fait: 'appel d’essai par l’opérateur en échec', ...(j.raison ? { raison: j.raison } : {}) });
    if (change.length === 0) return;
    const autres = jour.essais.filter((e) => !change.some((j) => j.instant === e.instant));
    jours.set(jour.date, { ...jour, essais: reunirEssais(autres, change) });
    aEcrire.add(jour.date);
  };

  const passer = async (minute: Instant, p: Parametres): Promise<void> => {
    if (!o.lancer) {
      // The number was taken back: nobody would ever see the end of what it had opened.
      const ouverte = o.carnet.enCours('EXTERIEUR');
      if (ouverte) o.carnet.fermer(ouverte, minute < ouverte.debut ? ouverte.debut : minute);
      return;
    }
    await essayer(minute, p);
    // With the store down, what was judged last still holds.
    for (const jour of [...jours.values()]) await juger(jour, o.horloge()).catch(() => undefined);
    const { essais } = await jourDe(minute, p);
    dernier = essais.findLast((e) => e.issue !== 'ATTENTE') ?? dernier;
    const mesures = essais.flatMap((e): Mesure[] => {
      const marque = MARQUES[e.issue];
      return marque === undefined ? [] : [{ instant: e.instant, marque }];
    });
    const echecs = essais.flatMap((e) => (e.issue === 'ECHEC' ? [{ instant: e.instant, raison: e.raison ?? '' }] : []));
    if (mesures.length > 0) o.carnet.suivre('EXTERIEUR', mesures, p.panneApres, echecs);
  };

  const ecrire = async (): Promise<void> => {
    for (const date of [...aEcrire]) {
      const ici = jours.get(date);
      if (!ici) continue;
      const r = await poser<DisponibiliteExterieure>(o.magasin, BASE_CENTRALE, ici._id, (la) =>
        la && la.debut === ici.debut && la.pas === ici.pas ? { ...ici, essais: reunirAvecLePlusNeuf(la, ici) } : ici,
      );
      if (apresChangement(r)) aEcrire.delete(date);
    }
    // Yesterday's is kept while a late fact may change it.
    const hier = dateParis(instantDe(epochMs(o.horloge()) - REVISABLE_S * 1_000));
    for (const date of jours.keys()) if (date < hier && !aEcrire.has(date)) jours.delete(date);
  };

  return {
    passer,
    etat: () => ({ actif: o.lancer !== undefined, ...(dernier ? { dernier } : {}), ...(api ? { api } : {}) }),
    ecrire,
  };
};

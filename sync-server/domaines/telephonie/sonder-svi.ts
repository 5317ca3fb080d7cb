import {
  type Disponibilite,
  type EtatService,
  idDisponibilite,
  type Marque,
  type Panne,
  type QuoiPanne,
} from '#shared/contrats/exploitation/disponibilite';
import { lecteurParametres, type Parametre, type Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type Mesure, mesuresDuJour } from '#shared/domain/disponibilite/bilan';
import { marquer, rangDe, reunirMarques } from '#shared/domain/disponibilite/fenetre';
import { enMaintenance } from '#shared/domain/disponibilite/panne';
import { aLaMinute, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { apresChangement, poser } from '../../store/ecrire';
import { constaterGrappe } from '../../store/grappe/grappe';
import { lireParametres } from '../../store/lectures/connus';
import { lireSilence } from '../../store/lectures/silence';
import { type Magasin, sansRev } from '../../store/lire';
import { lireType } from '../../store/types';
import { ouvrirCarnetPannes } from './carnet-pannes';
import { ecouterAlertes } from './ecouter-alertes';
import type { ResultatSonde, Sonde } from './port-sonde';
import { creerVeilleExterieure, type EtatExterieur } from './sonder-exterieur';
import { etatDuService, memeEtat } from './sonder-svi-etat';

/** The watch over the SVI: what `telegestion servir` runs every minute, and what its screens are told. */
export type Veille = {
  /** One minute: the synthetic call, the SVI's own alerts, what follows of them. 1 where the minute was measured. */
  passer: () => Promise<number>;
  etat: () => EtatService;
  derniereSonde: () => Mesure | undefined;
  /** [DI-1] What is known through the operator. */
  exterieur: () => EtatExterieur;
  /** Called at each change of state; returns what stops that. */
  abonner: (reagir: (e: EtatService) => void) => () => void;
};

export type OptionsVeille = {
  magasin: Magasin;
  horloge: Horloge;
  /** Absent where another server measures (SONDE=non): what it finds is then read from the store. */
  sonde: Sonde | undefined;
  courrier: Courrier;
  /** Address of the extranet, for the mails. */
  extranet: () => string;
  /** What is worth a line of the technical log; said once for each change. */
  noter: (fait: { fait: string; raison?: string; quoi?: QuoiPanne }) => void;
};

const MARQUE_DE: Record<ResultatSonde['issue'], Marque | undefined> = {
  REUSSI: 'R',
  ECHEC: 'E',
  NON_MESURE: undefined,
};
const SONDES_GARDEES = 20;

/**
 * Opens the watch on what the store holds: an outage that was open stays so. All is decided from the day's minutes, in
 * memory, and written through: while the store is down the minutes are kept, and join it on its return.
 */
export const creerVeille = async (o: OptionsVeille): Promise<Veille> => {
  const carnet = ouvrirCarnetPannes({ ...o, siennes: (quoi) => quoi !== 'EXTRANET' });
  const ecouter = ecouterAlertes(carnet);
  /** Days that the store has not in their last state. */
  const jours = new Map<string, Disponibilite>();
  const joursAEcrire = new Set<string>();
  const echecs: Panne['sondes'] = [];
  let parametres: (i: Instant) => Parametres = (i) => lecteurParametres([])(dateParis(i));
  let derniere: Mesure | undefined;
  let enRetard = false;
  let silence: Instant | undefined;
  let dit = '';
  const abonnes = new Set<(e: EtatService) => void>();

  const relireParametres = async (): Promise<void> => {
    const docs: Parametre[] = await lireParametres(o.magasin);
    parametres = (i) => lecteurParametres(docs)(dateParis(i));
  };

  /** A node that is away leaves copies that are whole; one that comes back is what lags. */
  const relireGrappe = async (): Promise<void> => {
    const { etat } = await constaterGrappe(o.magasin);
    enRetard = etat === 'RETARD' || etat === 'RECENTS';
  };

  const relireSilence = async (): Promise<void> => {
    silence = (await lireSilence(o.magasin))?.instant;
  };

  const chargerJour = async (i: Instant): Promise<void> => {
    const date = dateParis(i);
    const connu = await lireType(o.magasin, 'disponibilite', idDisponibilite(date), {});
    if (!connu) return;
    const { _rev, ...jour } = connu;
    jours.set(date, jour);
  };

  const jourDe = (i: Instant): Disponibilite => {
    const date = dateParis(i);
    return (
      jours.get(date) ?? {
        _id: idDisponibilite(date),
        type: 'disponibilite',
        date,
        debut: parametres(i).fenetreService.debut,
        minutes: '',
      }
    );
  };

  const mesuresAu = (i: Instant): Mesure[] => mesuresDuJour(jourDe(i), i);
  const exterieure = creerVeilleExterieure({
    ...o,
    lancer: o.sonde?.lancer,
    carnet,
    webhooks: (de, minutes) => {
      const fin = instantDe(epochMs(aLaMinute(de)) + (minutes - 1) * 60_000);
      return mesuresAu(fin).flatMap((m) => (m.instant >= aLaMinute(de) ? [m.marque] : []));
    },
  });

  const calculer = (): EtatService => {
    const maintenant = o.horloge();
    const { maintenancesPrevues, assistance } = parametres(maintenant);
    return {
      ...etatDuService({
        pannes: carnet.toutes(),
        mesures: mesuresAu(maintenant),
        maintenance: enMaintenance(maintenancesPrevues, maintenant),
        maintenant,
      }),
      maintenances: maintenancesPrevues.filter((m) => m.fin > maintenant).sort((a, b) => (a.debut < b.debut ? -1 : 1)),
      assistance,
      ...(silence === undefined ? {} : { silence }),
      ...(enRetard ? { grappe: 'EN_RETARD' as const } : {}),
    };
  };

  /** Once for each thing said: a fault that lasts is not a line a minute. */
  const noterUneFois = (fait: Parameters<OptionsVeille['noter']>[0]): void => {
    const texte = JSON.stringify(fait);
    if (texte === dit) return;
    dit = texte;
    o.noter(fait);
  };

  const noterMinute = (i: Instant, marque: Marque): void => {
    derniere = { instant: i, marque };
    const jour = jourDe(i);
    // The day keeps the window that it began with.
    const rang = rangDe({ ...parametres(i).fenetreService, debut: jour.debut }, i);
    if (rang === undefined) return;
    jours.set(jour.date, { ...jour, minutes: marquer(jour.minutes, rang, marque) });
    joursAEcrire.add(jour.date);
  };

  /** In the opening hours every minute; outside them only while an outage lasts, to know when it ends. */
  const sonder = async (sonde: Sonde, minute: Instant): Promise<number> => {
    const p = parametres(minute);
    const rang = rangDe(p.fenetreService, minute);
    if (enMaintenance(p.maintenancesPrevues, minute)) {
      if (rang !== undefined) noterMinute(minute, 'M');
      return 0;
    }
    if (rang === undefined && !carnet.enCours('SVI')) return 0;
    const r = await sonde.appeler();
    const marque = MARQUE_DE[r.issue];
    if (r.issue !== 'REUSSI') {
      noterUneFois({ fait: r.issue === 'ECHEC' ? 'appel de sonde en échec' : 'minute non mesurée', raison: r.raison });
      if (r.issue === 'ECHEC') echecs.push({ instant: minute, raison: r.raison });
    } else {
      echecs.length = 0;
      dit = '';
    }
    echecs.splice(0, echecs.length - SONDES_GARDEES);
    if (marque === undefined) return 0;
    if (rang !== undefined) noterMinute(minute, marque);
    const mesures = rang === undefined ? [{ instant: minute, marque }] : mesuresAu(minute);
    carnet.suivre('SVI', mesures, p.panneApres, echecs);
    return rang === undefined ? 0 : 1;
  };

  const ecrireJour = async (date: string): Promise<void> => {
    const ici = jours.get(date);
    if (!ici) return;
    const r = await poser<Disponibilite>(o.magasin, BASE_CENTRALE, ici._id, (la) => ({
      ...ici,
      minutes: la && la.debut === ici.debut ? reunirMarques(la.minutes, ici.minutes) : ici.minutes,
    }));
    const ecrit = apresChangement(r);
    if (ecrit) jours.set(date, sansRev<Disponibilite>(ecrit));
    joursAEcrire.delete(date);
  };

  const ecrire = async (): Promise<void> => {
    for (const date of [...joursAEcrire]) await ecrireJour(date);
    await exterieure.ecrire();
    await carnet.ecrire(parametres(o.horloge()).destinatairesAlertes);
  };

  const oublier = (maintenant: Instant): void => {
    for (const date of jours.keys()) if (date < dateParis(maintenant) && !joursAEcrire.has(date)) jours.delete(date);
  };

  const charger = (): Promise<unknown> => Promise.all([chargerJour(o.horloge()), carnet.charger()]);

  await relireParametres();
  await charger();
  let etat = calculer();

  const passer = async (): Promise<number> => {
    const minute = aLaMinute(o.horloge());
    // With the store down, what was read last still holds.
    await relireParametres().catch(() => undefined);
    await relireGrappe().catch(() => undefined);
    await relireSilence().catch(() => undefined);
    let mesuree = 0;
    if (o.sonde) {
      mesuree = await sonder(o.sonde, minute);
      const parole = await o.sonde.alertes();
      if (parole) ecouter(parole, minute);
      await exterieure.passer(minute, parametres(minute));
    } else await charger();
    const suivant = calculer();
    const change = !memeEtat(etat, suivant);
    etat = suivant;
    // Screens hear of it before the store does.
    if (change) for (const a of abonnes) a(etat);
    await ecrire();
    oublier(minute);
    return mesuree;
  };

  return {
    passer,
    etat: () => ({ ...etat, vuLe: o.horloge() }),
    derniereSonde: () => derniere,
    exterieur: exterieure.etat,
    abonner: (reagir) => {
      abonnes.add(reagir);
      return () => abonnes.delete(reagir);
    },
  };
};

import {
  type DisponibiliteExtranet,
  idDisponibiliteExtranet,
  type Marque,
  type Panne,
  type QuoiPanne,
} from '#shared/contrats/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lecteurParametres, type Parametres } from '#shared/contrats/parametre';
import { mesuresDuJour } from '#shared/domain/disponibilite/bilan';
import { marquer, rangDe, reunirMarques } from '#shared/domain/disponibilite/fenetre';
import { enMaintenance } from '#shared/domain/disponibilite/panne';
import { placer, reunirTemps } from '#shared/domain/disponibilite/temps';
import { aLaMinute, dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireParametres } from '../adapters/depot/connus';
import type { Courrier } from '../ports/courriel';
import { type AccesMagasin, lireUn, sansRev } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import type { SondeExtranet } from '../ports/sonde';
import { ouvrirCarnetPannes } from './carnet-pannes';

export type VeilleExtranet = {
  /** One minute of the opening hours: the synthetic visit, and what follows. 1 where it was measured. */
  passer: () => Promise<number>;
};

type Options = {
  magasin: AccesMagasin;
  horloge: Horloge;
  /** Absent where another server measures (SONDE=non). */
  sonde: SondeExtranet | undefined;
  courrier: Courrier;
  extranet: () => string;
  noter: (fait: { fait: string; raison?: string; quoi?: QuoiPanne }) => void;
};

const SONDES_GARDEES = 20;

const vide = (date: string, debut: string): DisponibiliteExtranet => ({
  _id: idDisponibiliteExtranet(date),
  type: 'disponibilite-extranet',
  date: date as DisponibiliteExtranet['date'],
  debut,
  minutes: '',
  page: [],
  lecture: [],
});

/**
 * The watch over the extranet, as over the telephone: a mark a minute, decided in memory and written through, so that the minutes
 * of a store that is down join it on its return. Its times are kept beside.
 */
export const creerVeilleExtranet = (o: Options): VeilleExtranet => {
  /** Days that the store has not in their last state. */
  const jours = new Map<string, DisponibiliteExtranet>();
  let parametres: (i: Instant) => Parametres = (i) => lecteurParametres([])(dateParis(i));
  const carnet = ouvrirCarnetPannes({ ...o, siennes: (quoi) => quoi === 'EXTRANET' });
  const echecs: Panne['sondes'] = [];
  let charge = false;
  let dit = '';

  const jourDe = async (i: Instant): Promise<DisponibiliteExtranet> => {
    const date = dateParis(i);
    const ici = jours.get(date);
    if (ici) return ici;
    const la = await lireUn<DisponibiliteExtranet>(o.magasin, BASE_CENTRALE, idDisponibiliteExtranet(date)).catch(
      () => undefined,
    );
    return la ? sansRev<DisponibiliteExtranet>(la) : vide(date, parametres(i).fenetreService.debut);
  };

  const ecrire = async (): Promise<void> => {
    for (const ici of jours.values()) {
      const la = await lireUn<DisponibiliteExtranet>(o.magasin, BASE_CENTRALE, ici._id);
      const meme = la && la.debut === ici.debut;
      const doc = meme
        ? {
            ...ici,
            minutes: reunirMarques(la.minutes, ici.minutes),
            page: reunirTemps(la.page, ici.page),
            lecture: reunirTemps(la.lecture, ici.lecture),
          }
        : ici;
      await o.magasin.nano.use(BASE_CENTRALE).insert(la ? { ...doc, _rev: la._rev } : doc);
      jours.delete(ici.date);
    }
  };

  const passer = async (): Promise<number> => {
    const minute = aLaMinute(o.horloge());
    if (!o.sonde) return 0;
    await lireParametres(o.magasin)
      .then((docs) => {
        parametres = (i) => lecteurParametres(docs)(dateParis(i));
      })
      .catch(() => undefined);
    const p = parametres(minute);
    // What was open when the server stopped still is; read as soon as the store answers.
    if (!charge)
      charge = await carnet.charger().then(
        () => true,
        () => false,
      );
    const avant = await jourDe(minute);
    const rang = rangDe({ ...p.fenetreService, debut: avant.debut }, minute);
    const ouverte = carnet.enCours('EXTRANET');
    const enTravaux = enMaintenance(p.maintenancesPrevues, minute);
    // Outside the opening hours only while an outage lasts, to know when it ends.
    if (rang === undefined && (!ouverte || enTravaux)) return 0;
    const r = enTravaux ? undefined : await o.sonde.mesurer();
    if (r && r.issue !== 'REUSSI' && r.raison !== dit)
      o.noter({ fait: r.issue === 'ECHEC' ? 'visite de sonde en échec' : 'minute non mesurée', raison: r.raison });
    dit = r && r.issue !== 'REUSSI' ? r.raison : '';
    if (r?.issue === 'NON_MESURE') return 0;
    if (r?.issue === 'ECHEC') echecs.push({ instant: minute, raison: r.raison });
    if (r?.issue === 'REUSSI') echecs.length = 0;
    echecs.splice(0, echecs.length - SONDES_GARDEES);
    const marque: Marque = r === undefined ? 'M' : r.issue === 'REUSSI' ? 'R' : 'E';
    const jour: DisponibiliteExtranet = {
      ...avant,
      ...(rang === undefined ? {} : { minutes: marquer(avant.minutes, rang, marque) }),
      ...(r?.issue === 'REUSSI' && rang !== undefined
        ? { page: placer(avant.page, rang, r.page), lecture: placer(avant.lecture, rang, r.lecture) }
        : {}),
    };
    if (rang !== undefined) jours.set(jour.date, jour);
    const mesures = rang === undefined ? [{ instant: minute, marque }] : mesuresDuJour(jour, minute);
    carnet.suivre('EXTRANET', mesures, p.panneApres, echecs);
    await ecrire();
    await carnet.ecrire(p.destinatairesAlertes);
    return marque === 'M' || rang === undefined ? 0 : 1;
  };
  return { passer };
};

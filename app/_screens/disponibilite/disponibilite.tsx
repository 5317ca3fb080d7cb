'use client';

import { Text, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import {
  PANNES,
  type RapportDisponibilite,
  SERVICES_MESURES,
  type ServiceMesure,
} from '#shared/contrats/disponibilite';
import { viseeAtteinte } from '#shared/domain/disponibilite/bilan';
import { phraseFenetre, phraseTaux, pourcent } from '#shared/domain/disponibilite/mots';
import { aLeDroit } from '#shared/droits/droits';
import { moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { lireMesure } from '../../_data/disponibilite';
import { useAujourdhui, useMaintenant, useSession } from '../../_data/hooks';
import { ChoixMois } from '../../_ui/choix-mois';
import { heure, pluriel } from '../../_ui/formats';
import { SansReseau } from '../../_ui/sans-reseau';
import { useLecture } from '../compte/appeler';
import { quand } from '../incidents/mots';
import './disponibilite.css';
import { MaintenancesPrevues } from './maintenances';
import { Rapports } from './rapports';

type Mesures = Record<ServiceMesure, RapportDisponibilite>;
const SERVICES = Object.keys(SERVICES_MESURES) as ServiceMesure[];

const TENUES = {
  OUI: { mot: 'tenu', ton: 'vert' },
  SUR_MESUREES: { mot: 'tenu sur les minutes mesurées', ton: 'orange' },
  NON: { mot: 'non tenu', ton: 'rouge' },
} as const;

const Taux = ({ service, r }: { service: ServiceMesure; r: RapportDisponibilite }) => {
  const mesure = pourcent(r.taux.mesurees);
  const tenue = TENUES[viseeAtteinte(r.total, r.visee)];
  return (
    <section className="dispo__taux" aria-label={SERVICES_MESURES[service].libelle}>
      <h2>{SERVICES_MESURES[service].libelle}</h2>
      <p className="dispo__chiffre">{mesure ?? '–'}</p>
      <p>
        {mesure === undefined ? (
          'Pas encore mesuré ce mois-ci.'
        ) : (
          <>
            Demandé : {r.visee} %, <b className={`ton-${tenue.ton}`}>{tenue.mot}</b>.
          </>
        )}
      </p>
      <p className="dispo__note">{phraseTaux(r.total)}.</p>
      {r.temps ? (
        <p className="dispo__note">
          Page de connexion : {r.temps.page.mediane} ms une fois sur deux, {r.temps.page.p95} ms 95 fois sur 100 ;
          lecture : {r.temps.lecture.mediane} ms et {r.temps.lecture.p95} ms ({pluriel(r.temps.page.mesures, 'visite')}{' '}
          d’essai).
        </p>
      ) : null}
    </section>
  );
};

const Pannes = ({ mesures }: { mesures: Mesures }) => {
  const maintenant = useMaintenant();
  const lignes = SERVICES.flatMap((s) => [
    ...mesures[s].coupures.map((c) => ({
      ...c,
      cle: `${s} ${c.debut}`,
      quoi: SERVICES_MESURES[s].libelle,
      detail: `${pluriel(c.minutes, 'minute')} de service en échec`,
    })),
    ...mesures[s].autres.map((p) => ({
      ...p,
      cle: `${p.quoi} ${p.debut}`,
      quoi: PANNES[p.quoi].libelle,
      detail: PANNES[p.quoi].consigne,
    })),
  ]).sort((a, b) => (a.debut < b.debut ? 1 : -1));
  if (lignes.length === 0) return <p className="dispo__note">Aucune panne ce mois-ci.</p>;
  return (
    <table className="jour dispo__table">
      <caption className="invisible">Pannes du mois, les dernières en haut</caption>
      <thead>
        <tr>
          <th scope="col">Quoi</th>
          <th scope="col">Début</th>
          <th scope="col">Fin</th>
          <th scope="col">Détail</th>
        </tr>
      </thead>
      <tbody>
        {lignes.map((l) => (
          <tr key={l.cle}>
            <th scope="row">{l.quoi}</th>
            <td>{quand(l.debut, maintenant)}</td>
            <td>{l.fin ? quand(l.fin, maintenant) : 'en cours'}</td>
            <td>{l.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const LeMois = ({ mois }: { mois: Mois }) => {
  const lire = useCallback(
    async (): Promise<Mesures> => ({
      SVI: await lireMesure(mois, 'SVI'),
      EXTRANET: await lireMesure(mois, 'EXTRANET'),
    }),
    [mois],
  );
  const { valeur, echec, code } = useLecture(lire);
  const mesures = valeur?.SVI.mois === mois ? valeur : undefined;
  return (
    <>
      <SansReseau echec={echec} code={code} avant={mesures ? `Chiffres de ${heure(mesures.SVI.jusqua)}. ` : ''} />
      {mesures ? (
        <>
          <p className="dispo__note">
            Mesurée chaque minute {phraseFenetre(mesures.SVI.fenetre)}, par un appel et une visite d’essai. Une
            maintenance annoncée n’y compte pas.
          </p>
          <div className="dispo__deux">
            {SERVICES.map((s) => (
              <Taux key={s} service={s} r={mesures[s]} />
            ))}
          </div>
          <Title order={2}>Pannes</Title>
          <Pannes mesures={mesures} />
        </>
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
    </>
  );
};

/** Is what was asked held: availability of both services over a month, outages, planned work, and the activity reports. */
export const Disponibilite = () => {
  const session = useSession();
  const chemin = usePathname();
  const ici = moisDe(useAujourdhui());
  const demande = moisSchema.safeParse(useSearchParams().get('mois'));
  const mois = demande.success && demande.data <= ici ? demande.data : ici;
  return (
    <section className="ecran__liste dispo" aria-label="Disponibilité">
      <div className="ecran__tete">
        <Title order={1}>Disponibilité</Title>
        <ChoixMois mois={mois} ici={ici} aller={(m) => history.pushState(null, '', `${chemin}?mois=${m}`)} />
      </div>
      <LeMois mois={mois} />
      <MaintenancesPrevues peutDeclarer={aLeDroit(session, 'declarerMaintenance')} />
      {aLeDroit(session, 'lireRapports') ? <Rapports /> : null}
    </section>
  );
};

'use client';

import { Text, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { RapportDisponibilite } from '#shared/contrats/disponibilite';
import { viseeAtteinte } from '#shared/domain/disponibilite/bilan';
import { phraseTaux, pourcent } from '#shared/domain/disponibilite/mots';
import { moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { EchecHttp } from '../../_data/api';
import { useAujourdhui, useMaintenant, useSync } from '../../_data/hooks';
import { lireDisponibilite } from '../../_data/service';
import { ChoixMois } from '../../_ui/choix-mois';
import { heure } from '../../_ui/formats';
import { SansReseau } from '../../_ui/sans-reseau';
import { Jours, Legende } from './jours';
import { Millesime } from './millesime';
import { Pannes } from './pannes';
import { phraseTropPeu, tropPeu } from './resume';
import './service.css';

type Lu = { rapport?: RapportDisponibilite; echec?: string; code?: string };

/** Reads the month again each minute while it goes on; what was read stays on the screen when the network goes. */
const useRapport = (mois: Mois, enCours: boolean): Lu => {
  const [lu, setLu] = useState<Lu>({});
  const { liaison } = useSync();
  const maintenant = useMaintenant();
  const cadence = enCours ? maintenant.slice(0, 16) : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link that is back, or a minute that passes, asks again.
  useEffect(() => {
    let encore = true;
    lireDisponibilite(mois).then(
      (rapport) => encore && setLu({ rapport }),
      (e: unknown) => {
        if (!(e instanceof EchecHttp)) throw e;
        const { code, message: echec } = e;
        if (encore) setLu((avant) => ({ ...(avant.rapport?.mois === mois ? avant : {}), echec, code }));
      },
    );
    return () => {
      encore = false;
    };
  }, [mois, cadence, liaison === 'EN_LIGNE']);
  return lu.rapport && lu.rapport.mois !== mois ? {} : lu;
};

const SONDES = { R: 'réussi', E: 'en échec', M: 'maintenance', '.': 'non mesuré' } as const;

const VISEES = {
  OUI: 'atteinte',
  SUR_MESUREES: 'atteinte sur les seules minutes mesurées',
  NON: 'non atteinte',
} as const;

const Resume = ({ rapport }: { rapport: RapportDisponibilite }) => {
  const { total, taux, visee, derniereSonde } = rapport;
  const peu = tropPeu(total);
  const mesure = peu ? undefined : pourcent(taux.mesurees);
  return (
    <div className="service__resume">
      {mesure !== undefined && total.nonMesurees > 0 ? (
        <p className="service__taux">
          {pourcent(taux.plancher)} <span>au moins</span>
        </p>
      ) : null}
      <p className="service__taux">
        {peu ? (
          <span>trop peu de mesures</span>
        ) : (
          <>
            {mesure ?? '—'} <span>des minutes mesurées</span>
          </>
        )}
      </p>
      <div>
        <p>{peu ? phraseTropPeu(total) : phraseTaux(total)}.</p>
        <p className="service__note">
          {mesure === undefined ? '' : `Visée de ${visee} % ${VISEES[viseeAtteinte(total, visee)]}. `}
          {!peu && total.nonMesurees > 0
            ? '« Au moins » compte en échec chaque minute passée que personne n’a mesurée (machine arrêtée, par exemple). '
            : ''}
          Mesure : un appel d’essai par minute d’ouverture, par le chemin des vrais appels.
          {derniereSonde ? ` Dernier : ${heure(derniereSonde.instant)}, ${SONDES[derniereSonde.marque]}.` : ''}
        </p>
      </div>
    </div>
  );
};

/** What came from Millésime; is the telephone up, and has it been: the availability of a month, day by day, and every outage. */
export const Service = () => {
  const aujourdhui = useAujourdhui();
  const chemin = usePathname();
  const demande = moisSchema.safeParse(useSearchParams().get('mois'));
  const ici = moisDe(aujourdhui);
  const mois = demande.success && demande.data <= ici ? demande.data : ici;
  const { rapport, echec, code } = useRapport(mois, mois === ici);
  const aller = (m: Mois): void => history.pushState(null, '', `${chemin}?mois=${m}`);
  return (
    <section className="ecran__liste service" aria-label="Service du téléphone">
      <div className="ecran__tete">
        <Title order={1}>Service du téléphone</Title>
        <ChoixMois mois={mois} ici={ici} aller={aller} />
      </div>
      <div className="service__corps">
        <Millesime />
      </div>
      <SansReseau echec={echec} code={code} avant={rapport ? `Chiffres de ${heure(rapport.jusqua)}. ` : ''} />
      {rapport ? (
        <div className="service__corps">
          <Title order={2}>Disponibilité</Title>
          <Resume rapport={rapport} />
          <Title order={2}>Pannes et incidents</Title>
          <Pannes rapport={rapport} />
          <div className="service__titre">
            <Title order={2}>Jour par jour</Title>
            <Legende />
          </div>
          <Jours rapport={rapport} />
        </div>
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
    </section>
  );
};

'use client';

import { Tabs, Text } from '@mantine/core';
import type { Antenne } from '#shared/contrats/commun';
import { duree, moisEnMots, pluriel } from '#shared/libelles/formats';
import type { CarteAntenne, DetailPilotage } from '#shared/pilotage/contrat';
import { lire, type Mesures, tauxDe } from '#shared/pilotage/mesures';
import type { Mois } from '#shared/temps/types';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import { type useAdresse, VUES, type Vue } from './adresse';
import { Appels } from './appels';
import { heuresApart } from './cases';
import { Causes } from './causes';
import { Jours } from './jours';
import { LECTURES } from './lectures';
import { fraction, genresAlertes, nombre, phrasePostes, pourcent } from './mots';
import { Personnes } from './personnes';

const Chiffre = ({ titre, valeur, sur }: { titre: string; valeur: string; sur?: string }) => (
  <div>
    <dt>{titre}</dt>
    <dd>
      <strong>{valeur}</strong>
      {sur === undefined ? null : <span className="pilotage__sur">{sur}</span>}
    </dd>
  </div>
);

const Resume = ({ m, carte }: { m: Mesures; carte: CarteAntenne }) => {
  const [realisation, incomplets, correction, crees] = (
    ['realisation', 'incomplets', 'correction', 'crees'] as const
  ).map((n) => tauxDe(m, n));
  return (
    <dl className="pilotage__resume">
      <Chiffre
        titre="Heures faites / prévues"
        valeur={pourcent(realisation?.dixMilliemes)}
        sur={`${duree(lire(m, 'minutesFaites'))} / ${duree(lire(m, 'minutesPrevues'))}`}
      />
      {incomplets ? (
        <Chiffre titre="Appels incomplets" valeur={pourcent(incomplets.dixMilliemes)} sur={fraction(incomplets)} />
      ) : null}
      {correction ? (
        <Chiffre titre="Dont corrigés" valeur={pourcent(correction.dixMilliemes)} sur={fraction(correction)} />
      ) : null}
      {crees ? (
        <Chiffre titre="Créées sans pointage" valeur={pourcent(crees.dixMilliemes)} sur={fraction(crees)} />
      ) : null}
      <Chiffre titre="Non pointées" valeur={nombre(lire(m, 'nonPointees'))} />
      <Chiffre titre="Conflits" valeur={nombre(lire(m, 'conflits'))} />
      <Chiffre
        titre="Sans télégestion, à part"
        valeur={nombre(lire(m, 'dispensees'))}
        sur={[`sur ${pluriel(lire(m, 'visites'), 'visite')}`, heuresApart(m)].filter(Boolean).join(' · ')}
      />
      <Chiffre titre="Synchronisation, maintenant" valeur={phrasePostes(carte.postes)} />
    </dl>
  );
};

const Alertes = ({ carte }: { carte: CarteAntenne }) => {
  const genres = genresAlertes(carte.alertes);
  return (
    <p className="pilotage__note">
      Alertes en ce moment :{' '}
      {genres.length === 0 ? 'aucune.' : `${genres.map((g) => `${g.libelle} (${nombre(g.n)})`).join(' · ')}.`}
    </p>
  );
};

const Onglets = ({
  detail,
  vue,
  adresse,
}: {
  detail: DetailPilotage;
  vue: Vue;
  adresse: ReturnType<typeof useAdresse>;
}) => {
  const { personnes } = detail;
  const vues = (Object.keys(VUES) as Vue[]).filter((v) => v === 'jours' || personnes !== undefined);
  const montree = vues.includes(vue) ? vue : 'jours';
  return (
    <Tabs value={montree} onChange={(v) => adresse.aller({ vue: (v ?? 'jours') as Vue })} keepMounted={false}>
      {vues.length > 1 ? (
        <Tabs.List mb="sm">
          {vues.map((v) => (
            <Tabs.Tab key={v} value={v}>
              {VUES[v]}
              {v === 'causes' && personnes && personnes.causes.length > 0 ? ` (${personnes.causes.length})` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      ) : null}
      <Tabs.Panel value="jours">
        <Jours detail={detail} ouvrir={personnes ? adresse.lien : undefined} />
      </Tabs.Panel>
      {personnes ? (
        <>
          <Tabs.Panel value="usagers">
            <Personnes personnes={personnes.usagers} de="usager" lien={adresse.lien} />
          </Tabs.Panel>
          <Tabs.Panel value="aides">
            <Personnes personnes={personnes.intervenants} de="aide" lien={adresse.lien} />
          </Tabs.Panel>
          <Tabs.Panel value="causes">
            <Causes causes={personnes.causes} lien={adresse.lien} />
          </Tabs.Panel>
        </>
      ) : null}
    </Tabs>
  );
};

/** One antenna: its figures, its days, its persons, and what makes them omit. */
export const AntennePilotee = ({
  antenne,
  mois,
  carte,
  adresse,
}: {
  antenne: Antenne;
  mois: Mois;
  carte: CarteAntenne | undefined;
  adresse: ReturnType<typeof useAdresse>;
}) => {
  const {
    valeur: detail,
    echec,
    code,
  } = useLecture(['detail-pilotage', antenne, mois], () => LECTURES.detail.lire(antenne, mois));
  const mesures = carte?.mois?.mesures;
  return (
    <>
      {carte && mesures ? <Resume m={mesures} carte={carte} /> : null}
      {carte ? <Alertes carte={carte} /> : null}
      <SansReseau echec={echec} code={code} />
      {detail ? (
        detail.jours.length === 0 ? (
          <p>
            Aucune visite en {moisEnMots(mois)} pour cette antenne. Les jours apparaissent dès qu’un planning est
            importé.
          </p>
        ) : (
          <Onglets detail={detail} vue={adresse.adresse.vue ?? 'jours'} adresse={adresse} />
        )
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
      {carte?.mois ? <Appels cartes={[carte]} mois={mois} /> : null}
    </>
  );
};

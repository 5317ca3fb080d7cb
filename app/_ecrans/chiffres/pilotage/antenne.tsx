'use client';

import { Tabs, Text } from '@mantine/core';
import type { Antenne } from '#shared/contrats/commun';
import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { CarteAntenne, DetailPilotage } from '#shared/pilotage/contrat';
import { lire, type Mesures, minutesToutes, type NomTaux, tauxDe } from '#shared/pilotage/mesures';
import { genresAlertes, heures, nombre, phrasePostes, pourcent, surPrevues } from '#shared/pilotage/mots';
import type { Mois } from '#shared/temps/types';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import { type useAdresse, VUES, type Vue } from './adresse';
import { Appels } from './appels';
import { enFraction, heuresApart } from './cases';
import { Causes } from './causes';
import { Jours } from './jours';
import { LECTURES } from './lectures';
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

const ChiffreTaux = ({ titre, m, nom }: { titre: string; m: Mesures; nom: NomTaux }) => (
  <Chiffre titre={titre} valeur={pourcent(tauxDe(m, nom).milliemes)} sur={enFraction(m, nom)} />
);

/** `courant`: the month that runs, beside which stands what is of now. */
const Resume = ({ m, carte, courant }: { m: Mesures; carte: CarteAntenne; courant: boolean }) => {
  const { faites, prevues } = minutesToutes(m);
  return (
    <dl className="pilotage__resume">
      <Chiffre
        titre="Heures réalisées"
        valeur={heures(faites)}
        sur={`${pluriel(lire(m, 'faites'), 'visite')} ${surPrevues(prevues)}`}
      />
      <ChiffreTaux titre="Réalisé, sur les heures dues" m={m} nom="realisation" />
      <ChiffreTaux titre="Appels incomplets" m={m} nom="incomplets" />
      <ChiffreTaux titre="Dont corrigés" m={m} nom="correction" />
      <ChiffreTaux titre="Créées sans pointage" m={m} nom="crees" />
      <Chiffre titre="Non pointées" valeur={nombre(lire(m, 'nonPointees'))} />
      <Chiffre titre="Conflits" valeur={nombre(lire(m, 'conflits'))} />
      <Chiffre
        titre="Sans télégestion, à part"
        valeur={nombre(lire(m, 'dispensees'))}
        sur={[`sur ${pluriel(lire(m, 'visites'), 'visite')}`, heuresApart(m)].filter(Boolean).join(' · ')}
      />
      {courant ? <Chiffre titre="Synchronisation, maintenant" valeur={phrasePostes(carte.postes)} /> : null}
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
  const courant = mois === adresse.ici;
  return (
    <>
      {carte && mesures ? <Resume m={mesures} carte={carte} courant={courant} /> : null}
      {carte && courant ? <Alertes carte={carte} /> : null}
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

'use client';

import { Loader, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { LignePrefacturation, Prefacturation as Lue } from '#shared/contrats/financement/prefacturation';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { cleDe, totaliser } from '#shared/domain/prefacturation/lignes';
import { deMois } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { aLOuverture, devancable } from '../../../_donnees/lecture/devancer';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { lirePrefacturation, lireProFormas } from '../../../_donnees/lecture/prefacturation';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { ChoixMois } from '../../../_ui/champs/choix-mois';
import { PlaceDuPanneau, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { SansReseau } from '../../../_ui/sans-reseau';
import '../../../_ui/styles/compte.css';
import { moisAOuvrir, useMoisDAntenne } from '../../../_ui/adresses/mois';
import { quand } from '../../../_ui/mots/quand';
import { PanneauExplication } from './explication';
import { financeursDe, grouper, phraseHeures } from './grouper';
import './prefacturation.css';
import { ProFormas } from './pro-formas';
import { TableComplements } from './table-complements';
import { TableLignes } from './table-lignes';
import { Telechargements } from './telechargements';

const Etat = ({ mois: p }: { mois: Lue }) => {
  const maintenant = useMaintenant();
  const total = totaliser(p.lignes);
  return (
    <p className="prefac__resume">
      <span className={`statut statut--${p.cloture ? 'vert' : 'orange'}`}>
        {p.cloture ? 'Mois clos' : 'Provisoire'}
      </span>
      <b>{eurosAffiches(total.montant)}</b>
      <span>{phraseHeures(p)}</span>
      <span className="prefac__note">
        {p.cloture
          ? `Clôture n° ${p.cloture.numero}, ${quand(p.instant, maintenant)}.`
          : `Calculé le ${quand(p.instant, maintenant)} : ces chiffres changent jusqu’à la clôture.`}{' '}
        Minutes arrondies par la règle de chaque financeur ; le planning montre les minutes réelles.
        {total.sansTarif > 0
          ? ` ${pluriel(total.sansTarif, 'ligne')} sans tarif : ${p.cloture ? 'le mois est clos sans lui, et réimporter FINANCEURS.csv n’y change rien ; voyez avec le service central comment les facturer.' : 'complétez FINANCEURS.csv, puis réimportez-le.'}`
          : ''}
      </span>
    </p>
  );
};

const Corps = ({
  mois: p,
  choisie,
  choisir,
}: {
  mois: Lue;
  choisie: string | undefined;
  choisir: (l: LignePrefacturation) => void;
}) => {
  const [mots, setMots] = useState('');
  const [financeur, setFinanceur] = useState('');
  const groupes = useMemo(() => grouper(p, { mots, financeur }), [p, mots, financeur]);
  if (p.lignes.length === 0)
    return (
      <div className="vide">
        <Text size="sm" c="dimmed">
          Aucune heure facturée ce mois-ci dans cette antenne : les visites complètes {deMois(p.mois)} y viendront.
        </Text>
      </div>
    );
  return (
    <>
      <div className="prefac__filtres">
        <TextInput
          aria-label="Chercher un usager"
          placeholder="nom ou dossier"
          value={mots}
          onChange={(ev) => setMots(ev.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Financeur"
          value={financeur}
          onChange={(ev) => setFinanceur(ev.currentTarget.value)}
          data={[
            { value: '', label: 'Tous les financeurs' },
            ...financeursDe(p.lignes).map((f) => ({ value: f.code, label: f.nom })),
          ]}
        />
        <span className="prefac__note" role="status">
          {pluriel(groupes.length, 'usager')}, {eurosAffiches(totaliser(groupes.map((g) => g.total)).montant)}
        </span>
      </div>
      <TableLignes groupes={groupes} choisie={choisie} choisir={choisir} />
    </>
  );
};

// The month is computed while the PC opens.
const LECTURES = { mois: devancable(lirePrefacturation), proFormas: devancable(lireProFormas) };
aLOuverture(async (session) => {
  const { antenne, mois } = moisAOuvrir(session);
  if (antenne) await Promise.all([LECTURES.mois.devancer(antenne, mois), LECTURES.proFormas.devancer(mois)]);
});

/** What the month is billed, by usager, funder and aide; each line down to the punches; and what the antenna validates. */
export const Prefacturation = () => {
  const { mois, antenne, antennes, ici, aller } = useMoisDAntenne();
  const {
    valeur: p,
    echec,
    code,
  } = useLecture(['prefacturation', antenne, mois], () => LECTURES.mois.lire(antenne, mois));
  const { valeur: etats, relire } = useLecture(['pro-formas', mois], () => LECTURES.proFormas.lire(mois));
  const [ligne, setLigne] = useState<LignePrefacturation>();
  const expliquee = useRef<Element>(null);
  const expliquer = (l: LignePrefacturation): void => {
    expliquee.current = document.activeElement;
    setLigne(l);
  };
  const fermer = (): void => {
    setLigne(undefined);
    if (expliquee.current instanceof HTMLElement) expliquee.current.focus();
  };
  const ouverte = p && ligne && p.lignes.includes(ligne) ? ligne : undefined;
  const place = useLarge() && p?.lignes.length !== 0;
  return (
    <div className={ouverte || place ? 'ecran ecran--deux' : 'ecran'}>
      <section className="ecran__liste prefac" aria-label="Préfacturation">
        <div className="ecran__tete">
          <Title order={1}>Préfacturation</Title>
          <ChoixMois mois={mois} ici={ici} aller={aller} />
          <span className="prefac__fichiers">
            <Telechargements
              antenne={antenne}
              mois={mois}
              toutes={antennes.length === codesAntennes().length}
              complements={(p?.complements.length ?? 0) > 0}
            />
          </span>
        </div>
        <SansReseau echec={echec} code={code} />
        {p ? (
          <>
            <Etat mois={p} />
            {etats ? <ProFormas mois={p} etats={etats} relire={relire} /> : null}
            <Corps mois={p} choisie={ouverte && cleDe(ouverte)} choisir={expliquer} />
            <TableComplements mois={p} />
          </>
        ) : echec ? null : (
          <Loader size="sm" aria-label="Calcul du mois" />
        )}
      </section>
      {ouverte && p ? (
        <PanneauExplication
          antenne={antenne}
          mois={mois}
          ligne={ouverte}
          nom={p.usagers[ouverte.usagerId] ?? ouverte.usagerId}
          fermer={fermer}
        />
      ) : place ? (
        <PlaceDuPanneau quoi="« Expliquer » sous un usager déplié" />
      ) : null}
    </div>
  );
};

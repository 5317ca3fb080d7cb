'use client';

import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { dateEntiere, pluriel } from '#shared/libelles/formats';
import { epochMs } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { maintenantMs } from '../../../_donnees/base/horloge';
import { quandLibre } from '../../../_donnees/base/libre';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';
import { aLOuverture } from '../../../_donnees/lecture/devancer';
import { useAujourdhui, useDepot, useLignes, useMaintenant, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import { useAnnuler } from '../../../_ui/actes/annuler';
import { estEnEcriture } from '../../../_ui/actes/ecriture';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { useFoyerPerdu } from '../../../_ui/champs/foyer-perdu';
import { useListe } from '../../../_ui/liste/liste';
import { prochaine } from '../../../_ui/liste/prochaine';
import { useNoms } from '../../../_ui/liste/suivre';
import { Icone } from '../../../_ui/mots/icones';
import { aAppeler } from '../../../_ui/personnes/a-appeler';
import { telephonesDe } from '../../../_ui/personnes/connus';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { NouvelleVisite, nomDe, Panneau, prechargerPanneau } from '../../corrections';
import { MesVisites } from '../../corrections/equipe/mes-visites';
import { NotesPrecedentes } from '../../corrections/equipe/notes-precedentes';
import { useVisiteMontree } from './adresse';
import { LigneJour, type Touches } from './ligne-jour';
import { ordonner, tenirOrdre } from './ordre';
import { type Part, resumer } from './resume';

aLOuverture(async () => {
  if (new URLSearchParams(location.search).has('id')) prechargerPanneau();
});

const SURLIGNAGE_MS = 4_000;
const TENUE_MS = 15_000;

/** Corrected a moment ago, here or elsewhere: the line that is being looked at. */
const vientDEtreCorrigee = (l: Ligne): boolean => {
  const instant = l.retenue.corrections.at(-1)?.correction.instant;
  return instant !== undefined && maintenantMs() - epochMs(instant) < TENUE_MS;
};

/** Order held while lines have just moved; the clock gives it back. `nommer`: the present id of a visit that had another. */
const useOrdreTenu = (
  lignes: readonly Ligne[],
  touchees: ReadonlyMap<string, number>,
  nommer: (id: string) => string,
): Ligne[] => {
  const avant = useRef<readonly string[]>([]);
  const recentes = lignes.some((l) => Date.now() - (touchees.get(l.id) ?? 0) < TENUE_MS || vientDEtreCorrigee(l));
  const suite = recentes ? tenirOrdre(lignes, avant.current.map(nommer)) : ordonner(lignes);
  useEffect(() => {
    avant.current = suite.map((l) => l.id);
  });
  return suite;
};

/** Draws again when the highlight of the last changes is over. */
const useFinDeSurlignage = (touchees: ReadonlyMap<string, number>): void => {
  const [, redessiner] = useState(0);
  useEffect(() => {
    if (touchees.size === 0) return;
    const t = setTimeout(() => redessiner((n) => n + 1), SURLIGNAGE_MS);
    return () => clearTimeout(t);
  }, [touchees]);
};

/** [AL-5] A text: the same number draws no line again. */
const numeroDuRetard = ({ statut, retenue }: Ligne, etat: EtatDepot, aujourdhui: DateCivile): string | undefined =>
  RETARDS.has(statut)
    ? aAppeler(
        retenue.intervention,
        telephonesDe(etat, retenue.usagerId, aujourdhui),
        etat.intervenants.get(retenue.intervenantId)?.telephone,
      )[0]
    : undefined;

const Parts = ({ parts }: { parts: readonly Part[] }) =>
  parts.map(({ nom, ton }) => (
    <span key={nom} className={`resume__part statut--${ton}`}>
      {nom}
    </span>
  ));

/** What there is may still come: nothing is counted yet. */
const useEnLecture = (): boolean => {
  const sync = useSync();
  const { pret } = useDepot();
  return !pret || sync.lecture !== undefined || sync.liaison === 'CONNEXION';
};

/** How many are to be treated, as the menu and the lists count them, then what each is: the one adds up to the other. */
const Resume = ({ lignes }: { lignes: readonly Ligne[] }) => {
  const { aTraiter, aFaire, reste } = resumer(lignes);
  const enLecture = useEnLecture();
  if (lignes.length === 0 && enLecture) return <p className="resume" role="status" />;
  return (
    <p className="resume" role="status">
      <span>
        {pluriel(lignes.length, 'visite')}
        {aTraiter > 0 ? `, dont ${aTraiter} à traiter :` : ''}
      </span>
      <Parts parts={aFaire} />
      {aTraiter > 0 && reste.length > 0 ? <span>{pluriel(lignes.length - aTraiter, 'autre')} :</span> : null}
      <Parts parts={reste} />
    </p>
  );
};

const Vide = () => {
  if (useEnLecture()) {
    return (
      <div aria-busy="true">
        {Array.from({ length: 8 }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: eight identical bars
          <Skeleton key={n} height={26} mb={6} />
        ))}
      </div>
    );
  }
  return (
    <div className="vide">
      <Text fw={600}>Aucune visite aujourd’hui</Text>
      <Text size="sm" c="dimmed">
        Rien n’est prévu ni pointé dans cette antenne. Le planning arrive de Millésime chaque nuit ; un appel s’affiche
        ici dès qu’il est reçu.
      </Text>
    </div>
  );
};

export const Aujourdhui = () => {
  const jour = useAujourdhui();
  const maintenant = useMaintenant();
  const moi = usePoste().session.identifiant;
  const router = useRouter();
  const lignes = useLignes(jour, jour);
  const etat = useDepot();
  const { touchees } = etat;
  const nommer = useNoms(lignes);
  const ordonnees = useOrdreTenu(lignes, touchees, nommer);
  useFinDeSurlignage(touchees);
  // Where the keyboard is, and whose panel is open: closing one leaves the other.
  const { choisir: setChoisie, ...montrees } = useVisiteMontree();
  const [posee, setSur] = useState(montrees.choisie);
  const [choisie, suivie, sur] = [nommer(montrees.choisie), nommer(montrees.suivie), nommer(posee)];
  const [saisie, setSaisie] = useState(false);
  const [nouvelle, setNouvelle] = useState(false);
  useEffect(() => quandLibre(prechargerPanneau), []);
  const courantes = useRef(lignes);
  useEffect(() => {
    courantes.current = lignes;
  });
  const voir = useCallback(
    (id: string) => {
      setSur(id);
      setChoisie(id);
      setSaisie(false);
    },
    [setChoisie],
  );
  // A visit that asks for hours opens on its form, any does by Entrée; one in conflict first shows its versions.
  const ouvrir = useCallback(
    (id: string, touche = false) => {
      voir(id);
      const l = courantes.current.find((x) => x.id === id);
      setSaisie(Boolean(l && (touche || l.aTraiter) && !l.retenue.conflit));
    },
    [voir],
  );
  const cles = useMemo(() => ordonnees.map((l) => l.id), [ordonnees]);
  const liste = useListe(cles, sur, (id) => id !== undefined && voir(id), {
    entree: (id) => ouvrir(id, true),
    fermer: () => setChoisie(undefined),
  });
  const ecran = useRef<HTMLDivElement>(null);
  useFoyerPerdu(ecran, () => {
    if (sur !== undefined && cles.includes(sur)) liste.focaliser(sur);
  });
  const derniere = useRef(liste);
  useEffect(() => {
    derniere.current = liste;
  });
  // The same for each line at each drawing: a call that comes draws its own line only.
  const touches = useMemo<Touches>(
    () => ({
      surFocus: (id) => derniere.current.ligne(id).onFocus(),
      surTouche: (ev, id) => derniere.current.ligne(id).onKeyDown(ev),
    }),
    [],
  );
  useAnnuler(([premiere]) => {
    if (premiere === undefined || !courantes.current.some((l) => l.id === premiere)) return;
    voir(premiere);
    liste.focaliser(premiere);
  });
  // The focus moves at once: the next key typed is the next visit's.
  const suivante = (): void => {
    if (!choisie) return;
    const aTraiter = courantes.current.flatMap((l) => (l.aTraiter && !estEnEcriture(l.id) ? [l.id] : []));
    const suite = prochaine(cles, new Set(aTraiter), choisie) ?? choisie;
    voir(suite);
    liste.focaliser(suite);
  };
  // A visit just made is shown as soon as the list has it.
  const creee = useRef<string>(undefined);
  useEffect(() => {
    const id = creee.current;
    if (id === undefined || !cles.includes(id)) return;
    creee.current = undefined;
    voir(id);
    derniere.current.focaliser(id);
  }, [cles, voir]);
  const montree = saisie ? choisie : suivie;
  const ligne = choisie === undefined ? undefined : lignes.find((l) => l.id === montree);

  return (
    <div ref={ecran} className={ligne ? 'ecran ecran--deux' : 'ecran'}>
      <section className="ecran__liste" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            <span className="invisible">Aujourd’hui, </span>
            {dateEntiere(jour)}
          </Title>
          <Resume lignes={lignes} />
          <Button size="xs" variant="default" leftSection={<Icone nom="plus" />} onClick={() => setNouvelle(true)}>
            Nouvelle visite
          </Button>
        </div>
        <NotesPrecedentes jour={jour} />
        <MesVisites />
        {lignes.length === 0 ? (
          <Vide />
        ) : (
          <div className="defile">
            {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
            <table className="jour jour--visites" role="grid">
              <caption className="invisible">
                Visites du jour, les retards d’abord, puis ce qui est à traiter, puis par heure
              </caption>
              <thead>
                <tr>
                  <th scope="col">Prévu</th>
                  <th scope="col">Arrivée</th>
                  <th scope="col">Départ</th>
                  <th scope="col">Qui</th>
                  <th scope="col">Où</th>
                  <th scope="col">Statut</th>
                  <th scope="col">
                    <span className="invisible">Action</span>
                  </th>
                </tr>
              </thead>
              <tbody ref={liste.corps}>
                {ordonnees.map((l) => (
                  <LigneJour
                    key={nomDe(l)}
                    ligne={l}
                    moi={moi}
                    appeler={numeroDuRetard(l, etat, jour)}
                    sien={etat.intervenants.get(l.retenue.intervenantId)?.telephone}
                    touchee={Date.now() - (touchees.get(l.id) ?? 0) < SURLIGNAGE_MS}
                    choisie={l.id === choisie}
                    arret={liste.ligne(l.id).tabIndex === 0}
                    touches={touches}
                    ouvrir={ouvrir}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="raccourcis">
          <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> corriger
          {ligne ? (
            <>
              {' '}
              · <kbd>P</kbd> prendre · <kbd>C</kbd> confier · <kbd>N</kbd> note · <kbd>Échap</kbd> fermer
            </>
          ) : null}{' '}
          · <kbd>Ctrl Z</kbd> annuler
          <BoutonTouches ecran="aujourdhui" />
        </p>
      </section>
      {ligne ? (
        <Panneau
          key={nomDe(ligne)}
          ligne={ligne}
          saisie={saisie}
          setSaisie={setSaisie}
          maintenant={maintenant}
          fermer={() => setChoisie(undefined)}
          suivante={suivante}
        />
      ) : null}
      {nouvelle ? (
        <NouvelleVisite
          jour={jour}
          fermer={() => setNouvelle(false)}
          creee={(date, id) => {
            if (date === jour) creee.current = id;
            else router.push(lienVisite(date, id));
          }}
        />
      ) : null}
    </div>
  );
};

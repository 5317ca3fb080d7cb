'use client';

import { Button, Text } from '@mantine/core';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { moisDe } from '#shared/temps/paris';
import { quandLibre } from '../../../_donnees/base/libre';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { aLOuverture } from '../../../_donnees/lecture/devancer';
import {
  useAujourdhui,
  useDepot,
  useLignes,
  useMaintenant,
  usePoste,
  useRestesAvant,
} from '../../../_donnees/lecture/hooks';
import { useAnnuler } from '../../../_ui/actes/annuler';
import { estEnEcriture } from '../../../_ui/actes/ecriture';
import { useNouvelleVisite } from '../../../_ui/actes/nouvelle-visite';
import { useLienAilleurs } from '../../../_ui/adresses/lien-suivi';
import { differer } from '../../../_ui/champs/differe';
import { useFoyerPerdu } from '../../../_ui/champs/foyer-perdu';
import { useHorsGarde } from '../../../_ui/heures/hors-garde';
import { LigneAussi } from '../../../_ui/liste/aussi';
import { useChoix } from '../../../_ui/liste/choix';
import { useFleches } from '../../../_ui/liste/fleches';
import { prochaine } from '../../../_ui/liste/prochaine';
import { useNoms } from '../../../_ui/liste/suivre';
import { PanneauVide, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { MoisClos } from '../actes/mois-clos';
import { nomDe } from '../correction/lieu';
import type { Laissees } from '../lot/lot';
import { NouvelleVisite, Panneau, PanneauLot, prechargerPanneau } from '../panneau/differe';
import { type Adresse, periode, useAdresse } from './adresse';
import { Barre, titre } from './barre';
import { DEPART, panneauDe, reduire, suiteDuLot } from './etat';
import { affinagesEnMots, affiner, conflitsDAbord, FILTRES, type Filtre, phraseVide } from './filtres';
import type { PoigneeGrille } from './grille';
import { LignesImprimees } from './lignes-imprimees';
import { rangeesDe } from './rangees';
import { liensDesRestes } from './restes';
import { useChoisirTout } from './touches';

const Grille = differer(() => import('./grille').then((m) => m.Grille), <div className="grille" aria-busy="true" />);
// While the data open, or the password is typed: not one after the other.
globalThis.requestIdleCallback?.(Grille.precharger, { timeout: 1_000 });
aLOuverture(async () => {
  if (new URLSearchParams(location.search).has('id')) prechargerPanneau();
});

const LienAilleurs = differer(() => import('../../../_ui/adresses/lien-ailleurs').then((m) => m.LienAilleurs));
const PanneauChoix = differer(() => import('../correction/choix-panneau').then((m) => m.PanneauChoix));

/** How many lines of the period each filter lets through. */
const compter = (lignes: readonly Ligne[], moi: string): Record<Filtre, number> =>
  Object.fromEntries(
    Object.entries(FILTRES).map(([k, f]) => [k, lignes.filter((l) => f.passe(l, moi)).length]),
  ) as Record<Filtre, number>;

/** Those of a choice of several; one alone is no choice. */
const lignesChoisies = (lignes: readonly Ligne[], ids: readonly string[]): Ligne[] => {
  const choisies = new Set(ids);
  return choisies.size < 2 ? [] : lignes.filter((l) => choisies.has(l.id));
};

export const Interventions = () => {
  const aujourdhui = useAujourdhui();
  const maintenant = useMaintenant();
  const moi = usePoste().session.identifiant;
  const [adresse, aller] = useAdresse(aujourdhui);
  const { de, a } = periode(adresse);
  const restes = useRestesAvant();
  // As the menu opens it: its figure counts them too.
  const duMois = adresse.vue === 'mois' && adresse.mois === moisDe(aujourdhui) && adresse.filtre === 'a-traiter';
  const toutes = useLignes(de, a);
  const garde = useHorsGarde(de, a);
  const { filtre, groupe } = adresse;
  // The address is read anew at each drawing: its filters are compared by what they say.
  const cleAffinages = JSON.stringify(adresse.affinages);
  const passent = useMemo(() => toutes.filter((l) => FILTRES[filtre].passe(l, moi)), [toutes, filtre, moi]);
  const lignes = useMemo(
    () => conflitsDAbord(affiner(passent, JSON.parse(cleAffinages)), filtre),
    [passent, cleAffinages, filtre],
  );
  const nombres = useMemo(() => compter(affiner(toutes, JSON.parse(cleAffinages)), moi), [toutes, cleAffinages, moi]);
  const [etat, faire] = useReducer(reduire, DEPART);
  const { saisie, selection } = etat;
  const creer = useCallback(() => faire({ quoi: 'CREER', ouverte: true }), []);
  useNouvelleVisite(creer);
  const grille = useRef<PoigneeGrille>(null);
  const ecran = useRef<HTMLDivElement>(null);
  useEffect(() => quandLibre(prechargerPanneau), []);
  useEffect(() => quandLibre(PanneauChoix.precharger), []);

  const { choisir: setChoisie, ...montrees } = useChoix(adresse.id, aller);
  const nommer = useNoms(toutes);
  const [choisie, suivie] = [nommer(montrees.choisie), nommer(montrees.suivie)];
  // The chosen line stays in the panel even when it leaves the filter: only a correction goes to the next one.
  const montree = saisie ? choisie : suivie;
  const ligne = choisie === undefined ? undefined : toutes.find((l) => l.id === montree);
  const perdu = useLienAilleurs(adresse.id, ligne !== undefined);
  const courantes = useRef(lignes);
  const montreeAuPanneau = useRef<string>(undefined);
  useEffect(() => {
    courantes.current = lignes;
    montreeAuPanneau.current = ligne?.id;
  });
  // The keyboard and the panel stay on one visit: where its line has left the list, the panel has both.
  useFoyerPerdu(ecran, () => {
    const aElle = (): void => {
      const id = montreeAuPanneau.current;
      if (document.activeElement !== document.body) return;
      if (id === undefined || courantes.current.some((l) => l.id === id)) grille.current?.reprendre();
      else document.getElementById('panneau-titre')?.focus();
    };
    // Once the grid has its new lines.
    setTimeout(aElle);
  });
  // The button that takes the filters off leaves with them: the keyboard goes on in the list that they hid.
  const aReprendre = useRef(false);
  useEffect(() => {
    if (!aReprendre.current || lignes.length === 0) return;
    aReprendre.current = false;
    setTimeout(() => {
      if (document.activeElement === document.body) grille.current?.focaliser(undefined, true);
    });
  }, [lignes]);
  // The order of the screen while the corrected line is still in it.
  const ordre = useRef<readonly string[]>([]);
  const retenirOrdre = (): void => {
    ordre.current = grille.current?.ordre() ?? [];
  };
  const ordreDit = (): string[] => ordre.current.map(nommer);
  const { pret } = useDepot();
  useChoisirTout(() => {
    grille.current?.focaliser(choisie, true);
    grille.current?.choisirTout();
  });

  const choisir = useCallback(
    (id: string | undefined) => {
      faire({ quoi: 'CHOISIR' });
      setChoisie(id);
    },
    [setChoisie],
  );
  const cocher = useCallback((ids: readonly string[]) => faire({ quoi: 'COCHER', ids }), []);
  const changer = useCallback(
    (partie: Partial<Adresse>) => {
      choisir(undefined);
      grille.current?.rienChoisir();
      aller({ ...partie, id: undefined });
    },
    [aller, choisir],
  );
  const saisir = (ouverte: boolean): void => {
    if (ouverte) retenirOrdre();
    faire({ quoi: 'SAISIR', ouverte });
  };
  // The focus moves at once, before anything is drawn: the next key typed is the next visit's.
  const suivante = (): void => {
    if (!choisie) return;
    const encore = courantes.current.filter((l) => !estEnEcriture(l.id));
    const ids = (lignes: readonly Ligne[]): Set<string> => new Set(lignes.map((l) => l.id));
    const suite = prochaine(ordreDit(), ids(encore), choisie, ids(encore.filter((l) => l.aTraiter)));
    faire({ quoi: 'PASSER', corrigee: choisie });
    if (suite) choisir(suite);
    grille.current?.focaliser(suite ?? choisie, suite === undefined);
  };
  // After whatever closes itself has done with the focus.
  const revenir = (id: string | undefined): void => {
    setTimeout(() => grille.current?.focaliser(id, true));
  };
  const fermer = (id: string | undefined): void => {
    if (id === undefined) return;
    choisir(undefined);
    revenir(id);
  };
  const corriger = (): void => {
    const ids = grille.current?.choisies() ?? [];
    if (ids.length < 2) saisir(true);
    else {
      retenirOrdre();
      faire({ quoi: 'OUVRIR_LOT', ids: lignesChoisies(lignes, ids).map((l) => l.id) });
    }
  };
  useFleches(
    () => grille.current?.focaliser(choisie),
    () => {
      if (choisie && !saisie && !lot && !etat.nouvelle) corriger();
    },
  );
  // First what is chosen, then the panel.
  const echapper = (): void => {
    if (selection.length > 0) grille.current?.rienChoisir();
    else fermer(choisie);
  };
  const quitterLot = (): void => {
    faire({ quoi: 'QUITTER_LOT' });
    revenir(choisie);
  };
  const apresLot = (corrigees: ReadonlySet<string>, laissees: Laissees): void => {
    const encore = new Set(courantes.current.flatMap((l) => (corrigees.has(l.id) ? [] : [l.id])));
    const { gardees, suite } = suiteDuLot(ordreDit(), encore, laissees.ids, choisie);
    grille.current?.garderChoisies(gardees);
    faire({ quoi: 'LOT_FAIT', raisons: laissees.raisons });
    choisir(suite);
    revenir(suite);
  };
  useAnnuler(
    (ids) => {
      const [premiere] = ids;
      if (premiere === undefined) return;
      choisir(premiere);
      revenir(premiere);
    },
    true,
    // A visit may be paired again on a neighbouring day: what is near is shown.
    (acte) => acte.some((c) => c.date >= de && c.date <= a),
  );

  // A visit just made is shown as soon as the list has it, whatever the filter was.
  const creee = useRef<string>(undefined);
  useEffect(() => {
    const id = creee.current;
    if (id === undefined || !toutes.some((l) => l.id === id)) return;
    if (!lignes.some((l) => l.id === id)) return aller({ filtre: 'toutes', affinages: {} });
    creee.current = undefined;
    choisir(id);
    // Its row is drawn by then.
    setTimeout(() => grille.current?.focaliser(id, true));
  }, [toutes, lignes, aller, choisir]);

  const avec = useMemo(() => lignesChoisies(lignes, selection), [selection, lignes]);
  const choix = avec.length > 1 ? `${pluriel(avec.length, 'visite choisie', 'visites choisies')}. ` : '';
  const lot = useMemo(() => etat.lot && lignesChoisies(toutes, etat.lot.map(nommer)), [etat.lot, toutes, nommer]);
  const cote = panneauDe(etat, { lot: lot !== undefined, plusieurs: avec.length > 1, visite: ligne !== undefined });
  const large = useLarge();
  const groupes = groupe === 'aucun' ? 0 : rangeesDe(lignes, groupe).length - lignes.length;
  return (
    <div ref={ecran} className={cote === 'RIEN' && !large ? 'ecran' : 'ecran ecran--deux'}>
      <section className="ecran__liste" aria-label="Interventions">
        <Barre
          adresse={adresse}
          aujourdhui={aujourdhui}
          aller={changer}
          nombres={nombres}
          lignes={passent}
          nouvelle={creer}
        />
        <MoisClos mois={[moisDe(de), moisDe(a)]} quoi="LISTE" />
        {duMois ? <LigneAussi liens={liensDesRestes(restes)} /> : null}
        {perdu ? <LienAilleurs lien={perdu} /> : null}
        <Text size="xs" className="invisible" role="status">
          {choix}
          {pret || lignes.length > 0 ? pluriel(lignes.length, 'visite') : ''}
          {groupes > 0 ? `, ${pluriel(groupes, 'groupe')}` : ''}
        </Text>
        <Grille
          lignes={lignes}
          groupe={groupe}
          avecJour={adresse.vue !== 'jour'}
          moi={moi}
          choisie={lot ? undefined : choisie}
          marquee={cote === 'LOT' || cote === 'CHOIX' ? undefined : choisie}
          choisir={choisir}
          surChoix={cocher}
          corriger={corriger}
          fermer={echapper}
          surTri={(tri) => {
            if (saisie) retenirOrdre();
            aller({ tri });
          }}
          poignee={grille}
          vide={
            pret ? (
              <>
                <span>{phraseVide(filtre, toutes.length, passent.length, adresse.affinages, garde?.phrase)}</span>
                {passent.length > 0 ? (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => {
                      aReprendre.current = true;
                      changer({ affinages: {} });
                    }}
                  >
                    {Object.keys(adresse.affinages).length > 1 ? 'Ôter tous ces filtres' : 'Ôter ce filtre'}
                  </Button>
                ) : null}
              </>
            ) : null
          }
        />
        <p className="raccourcis">
          {choix ? <b>{choix}</b> : null}
          <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> corriger{choix ? ' ces visites' : ''} ·{' '}
          <kbd>Espace</kbd> choisir plusieurs
          <BoutonTouches ecran="interventions" />
        </p>
        <LignesImprimees
          titre={titre(adresse, aujourdhui)}
          filtres={() => [FILTRES[filtre].mot, ...affinagesEnMots(adresse.affinages, passent)]}
          lignes={lignes}
          ordre={() => grille.current?.ordre() ?? []}
          groupe={groupe}
        />
      </section>
      {lot ? (
        <PanneauLot lignes={lot} maintenant={maintenant} fermer={quitterLot} faites={apresLot} />
      ) : cote === 'CHOIX' ? (
        <PanneauChoix
          lignes={avec}
          raisons={etat.raisons}
          corriger={corriger}
          fermer={() => {
            grille.current?.rienChoisir();
            revenir(choisie);
          }}
        />
      ) : ligne ? (
        <Panneau
          key={nomDe(ligne)}
          ligne={ligne}
          maintenant={maintenant}
          saisie={saisie}
          setSaisie={saisir}
          fermer={() => fermer(ligne.id)}
          suivante={suivante}
        />
      ) : large ? (
        <PanneauVide />
      ) : null}
      {etat.nouvelle ? (
        <NouvelleVisite
          jour={adresse.vue === 'jour' ? adresse.jour : aujourdhui}
          fermer={() => {
            faire({ quoi: 'CREER', ouverte: false });
            revenir(choisie);
          }}
          creee={(date, id) => {
            creee.current = id;
            if (date < de || date > a) changer({ vue: 'jour', jour: date });
          }}
        />
      ) : null}
    </div>
  );
};

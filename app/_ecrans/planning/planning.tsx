'use client';

import { ActionIcon, Button, SegmentedControl, Text, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateBreve, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui, useConsultation, useDepot, useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { type Adresse, type Aller, decaler, lundi, PAR, periode, useAdresse, VUES } from '../../_ui/adresses/planning';
import { CHAMPS } from '../../_ui/champs/champs';
import { useFoyerPerdu } from '../../_ui/champs/foyer-perdu';
import { HeuresDuMois } from '../../_ui/heures/heures-du-mois';
import { MOIS_NON_GARDE, SEMAINE_NON_GARDEE, useHorsGarde, VideHorsGarde } from '../../_ui/heures/hors-garde';
import { heuresEnMots, totaliser } from '../../_ui/heures/totaux';
import { useVisitesDe } from '../../_ui/heures/visites';
import { useNoms } from '../../_ui/liste/suivre';
import { Icone } from '../../_ui/mots/icones';
import { ChampPersonne } from '../../_ui/personnes/champ-personne';
import { trierOptions } from '../../_ui/personnes/personnes';
import { PlaceDuPanneau, useLarge } from '../../_ui/premiere-visite/panneau-vide';
import { useTouche } from '../../_ui/touches/entendre';
import { nomDe, Panneau } from '../corrections';
import { Calendrier } from './calendrier';
import { MoisPlanning } from './mois';
import { SemaineAntenne } from './semaine-antenne';
import './planning.css';
import '../../_ui/styles/fiches.css';
import { BoutonTouches } from '../../_ui/touches/bouton-touches';

/** Printed on one sheet; the other screens keep their own. */
const FEUILLE = '@page { size: A4 landscape; margin: 10mm; }';

const choix = (noms: Record<string, string>) => Object.entries(noms).map(([value, label]) => ({ value, label }));

const titre = (a: Adresse, aujourdhui: DateCivile): string => {
  const { de, a: fin } = periode(a);
  return a.vue === 'mois'
    ? moisEnMots(moisDe(a.date))
    : `Semaine du ${dateBreve(de, aujourdhui)} au ${dateBreve(fin, aujourdhui)}`;
};

/** Page up and down: the period before, the one after, from anywhere but a field that has a use for them. */
const usePages = (tourner: (pas: 1 | -1) => void): void => {
  useTouche((ev) => {
    const pas = ev.key === 'PageUp' ? -1 : ev.key === 'PageDown' ? 1 : undefined;
    if (pas === undefined || ev.ctrlKey || ev.altKey || ev.metaKey || ev.shiftKey) return;
    // The name of whom one looks for is a line of text, where these keys do nothing else.
    const ailleurs = ev.target instanceof Element && ev.target.closest(`${CHAMPS}, [aria-modal="true"], .panneau`);
    if (ailleurs && !ailleurs.matches('.planning__qui input')) return;
    ev.preventDefault();
    tourner(pas);
  });
};

const usePersonnes = (par: Adresse['par']) => {
  const { usagers, intervenants } = useDepot();
  return useMemo(
    () => (par === 'antenne' ? [] : trierOptions((par === 'usager' ? usagers : intervenants).values())),
    [par, usagers, intervenants],
  );
};

/** Where the arrows of each view begin; a week without any visit has none, and takes the focus itself. */
const DEPART = '.bloc[tabindex="0"], .moisp__jour[tabindex="0"]';
const allerAuDepart = (): void =>
  (document.querySelector<HTMLElement>(DEPART) ?? document.querySelector<HTMLElement>('.semaine__corps'))?.focus();

/** Once someone is chosen, the keyboard is for what is shown of her; Tab has already gone where it goes. */
const useVersLePlanning = (id: string): (() => void) => {
  const choisi = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the choice is drawn
  useEffect(() => {
    if (!choisi.current) return;
    choisi.current = false;
    const t = setTimeout(() => {
      if (document.activeElement?.matches('.planning__qui input')) allerAuDepart();
    });
    return () => clearTimeout(t);
  }, [id]);
  return useCallback(() => {
    choisi.current = true;
  }, []);
};

type BarreProps = { adresse: Adresse; aller: Aller; aujourdhui: DateCivile };

const Barre = ({ adresse: a, aller, aujourdhui }: BarreProps) => {
  const versLePlanning = useVersLePlanning(a.id);
  const personnes = usePersonnes(a.par);
  const unite = a.vue === 'semaine' ? 'Semaine précédente' : 'Mois précédent';
  const suivante = a.vue === 'semaine' ? 'Semaine suivante' : 'Mois suivant';
  return (
    <div className="ecran__tete planning__choix">
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          aria-label={unite}
          onClick={() => aller((avant) => ({ date: decaler(avant, -1) }))}
        >
          <Icone nom="gauche" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={suivante}
          onClick={() => aller((avant) => ({ date: decaler(avant, 1) }))}
        >
          <Icone nom="droite" />
        </ActionIcon>
      </ActionIcon.Group>
      <SegmentedControl
        size="xs"
        aria-label="Planning de qui"
        value={a.par}
        data={choix(PAR)}
        onChange={(v) => aller({ par: v as Adresse['par'], id: '' })}
      />
      {a.par === 'antenne' ? null : (
        <div className="planning__qui">
          <ChampPersonne
            key={a.par}
            label={a.par === 'usager' ? 'Usager' : 'Aide'}
            labelProps={{ className: 'invisible' }}
            placeholder={
              a.par === 'usager' ? 'Un usager, par ses premières lettres' : 'Une aide, par ses premières lettres'
            }
            size="xs"
            data={personnes}
            valeur={a.id}
            changer={(id) => {
              versLePlanning();
              aller({ id });
            }}
            vide="Personne de ce nom dans cette antenne"
            conseil
            autoFocus={a.id === ''}
          />
        </div>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Période"
        value={a.vue}
        data={choix(VUES)}
        onChange={(v) => aller({ vue: v as Adresse['vue'] })}
      />
      <Button size="xs" variant="default" disabled={a.date === aujourdhui} onClick={() => aller({ date: aujourdhui })}>
        Aujourd’hui
      </Button>
      <Button size="xs" variant="default" onClick={() => print()}>
        Imprimer
      </Button>
    </div>
  );
};

const Vide = ({ par, connu }: { par: Adresse['par']; connu: boolean }) => (
  <div className="vide">
    <Text fw={600}>
      {connu ? (par === 'usager' ? 'Choisissez un usager' : 'Choisissez une aide') : 'Personne inconnue de ce poste'}
    </Text>
    <Text size="sm" c="dimmed">
      {connu
        ? 'Tapez les premières lettres de son nom, puis Entrée : sa semaine s’affiche ici.'
        : 'Elle n’est pas de cette antenne, ou n’est pas encore arrivée. Choisissez un autre nom.'}
    </Text>
  </div>
);

/** `?vue=&par=&id=&date=`: the week or the month of one usager, of one aide, of the antenna. */
export const Planning = () => {
  const router = useRouter();
  const aujourdhui = useAujourdhui();
  const maintenant = useMaintenant();
  const { antenne } = usePoste();
  const { usagers, intervenants, pret } = useDepot();
  const [adresse, aller] = useAdresse(aujourdhui);
  const { vue, par, id, date } = adresse;
  const { de, a } = periode(adresse);
  const lignes = useVisitesDe(par, id, de, a);
  const personne = par === 'antenne' ? undefined : (par === 'usager' ? usagers : intervenants).get(id);
  useConsultation(par === 'usager' ? personne?.id : undefined);
  const nom = par === 'antenne' ? `Antenne ${libelleAntenne(antenne)}` : personne ? nomComplet(personne) : '';
  const [ouverte, setChoisie] = useState<string>();
  const choisie = useNoms(lignes)(ouverte);
  const [saisie, setSaisie] = useState(false);
  const ligne = lignes.find((l) => l.id === choisie);
  const t = totaliser(lignes);
  const garde = useHorsGarde(de, a);
  const tourner = useCallback((pas: 1 | -1) => aller((avant) => ({ date: decaler(avant, pas) })), [aller]);
  usePages(tourner);
  const ecran = useRef<HTMLDivElement>(null);
  // Turning the page takes away the visit that had the keyboard: the first of what is then shown has it.
  useFoyerPerdu(ecran, allerAuDepart);
  // Only visits of somebody's week open beside it.
  const place = useLarge() && vue === 'semaine' && par !== 'antenne' && nom !== '';
  const ouvrir = useCallback((l: string) => {
    setSaisie(false);
    setChoisie(l);
  }, []);
  const replier = useCallback(() => setChoisie(undefined), []);
  const fermer = (): void => {
    replier();
    const retour = choisie;
    // After the panel has gone with the focus.
    setTimeout(() => document.querySelector<HTMLElement>(`.bloc[data-id="${CSS.escape(retour ?? '')}"]`)?.focus());
  };

  return (
    <div ref={ecran} className={ligne || place ? 'ecran ecran--deux planning' : 'ecran planning'}>
      <style media="print">{FEUILLE}</style>
      <section className="ecran__liste" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            {nom ? `${nom} : ` : 'Planning, '}
            {titre(adresse, aujourdhui).toLowerCase()}
          </Title>
          {nom && pret && !garde?.rien ? (
            <Text size="sm" c="dimmed" role="status">
              {pluriel(t.visites, 'visite')}, {heuresEnMots(t, de > aujourdhui)}
              {t.aTraiter > 0 ? `, ${t.aTraiter} à traiter` : ''}
            </Text>
          ) : null}
        </div>
        <Barre adresse={adresse} aller={aller} aujourdhui={aujourdhui} />
        {par === 'antenne' && vue === 'semaine' ? (
          <div className="defile">
            {garde?.rien ? (
              <VideHorsGarde quoi={SEMAINE_NON_GARDEE} de={garde} />
            ) : pret && lignes.length === 0 ? (
              <div className="vide">
                <Text fw={600}>Aucune visite cette semaine</Text>
                <Text size="sm" c="dimmed">
                  Rien n’est prévu ni pointé dans cette antenne. Le planning arrive de Millésime chaque nuit.
                </Text>
              </div>
            ) : (
              <SemaineAntenne
                horsGarde={garde?.phrase}
                debut={lundi(date)}
                aujourdhui={aujourdhui}
                lignes={lignes}
                titre={`${nom} : ${titre(adresse, aujourdhui).toLowerCase()}`}
              />
            )}
          </div>
        ) : nom === '' || vue === 'mois' ? (
          <div className="defile">
            {nom === '' ? (
              pret ? (
                <Vide par={par} connu={id === ''} />
              ) : null
            ) : garde?.rien ? (
              <VideHorsGarde quoi={MOIS_NON_GARDE} de={garde} />
            ) : (
              <>
                {garde ? <p className="discret">{garde.phrase}</p> : null}
                <MoisPlanning
                  par={par}
                  id={id}
                  mois={moisDe(date)}
                  lignes={lignes}
                  aller={(jour) => {
                    if (par === 'antenne')
                      router.push(`/interventions/?${new URLSearchParams({ jour, filtre: 'toutes' })}`);
                    else aller({ vue: 'semaine', date: jour });
                  }}
                />
                <HeuresDuMois mois={moisDe(date)} lignes={lignes} />
              </>
            )}
          </div>
        ) : par === 'antenne' ? null : (
          <Calendrier par={par} id={id} debut={lundi(date)} choisie={choisie} ouvrir={ouvrir} fermer={replier} />
        )}
        <p className="raccourcis">
          {par === 'antenne' && vue === 'semaine' ? (
            <>
              <kbd>Tab</kbd> changer de visite · <kbd>Entrée</kbd> ouvrir ·{' '}
            </>
          ) : (
            <>
              <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> changer de {vue === 'semaine' ? 'visite' : 'jour'} ·{' '}
              <kbd>Entrée</kbd> ouvrir · <kbd>Échap</kbd> fermer ·{' '}
            </>
          )}
          <kbd>Page ↑</kbd> <kbd>Page ↓</kbd> changer de période
          <BoutonTouches ecran="planning" />
        </p>
      </section>
      {ligne ? (
        <Panneau
          key={nomDe(ligne)}
          ligne={ligne}
          maintenant={maintenant}
          saisie={saisie}
          setSaisie={setSaisie}
          fermer={fermer}
        />
      ) : place ? (
        <PlaceDuPanneau quoi="une visite" />
      ) : null}
    </div>
  );
};

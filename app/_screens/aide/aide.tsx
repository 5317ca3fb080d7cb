'use client';

import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAujourdhui, useDepot, useMaintenant } from '../../_data/hooks';
import { contexteDe } from '../../_data/lignes';
import { telephone } from '../../_ui/formats';
import { MarquesStatuts, MarquesSync } from './marques';
import { ToutesLesTouches } from './touches';
import './aide.css';

const heureEcrite = (hm: string): string => {
  const [h = '', m = ''] = hm.split(':');
  return m === '00' ? `${Number(h)}\u00a0h` : `${Number(h)}\u00a0h\u00a0${m}`;
};

/** What the settings say of the telephone: its number, and when its availability is watched. */
const Telephone = () => {
  const jour = useAujourdhui();
  const { numeroVert, fenetreService } = contexteDe(useDepot(), useMaintenant()).parametresAu(jour);
  return (
    <p>
      {numeroVert === ''
        ? 'Le numéro gratuit que les aides appellent n’est pas encore réglé.'
        : `Les aides appellent le ${telephone(numeroVert)}, gratuit.`}{' '}
      Il est surveillé tous les jours de {heureEcrite(fenetreService.debut)} à {heureEcrite(fenetreService.fin)} :
      l’écran « Service » dit s’il a répondu.
    </p>
  );
};

const CHAPITRES: readonly { id: string; titre: string; texte: ReactNode }[] = [
  {
    id: 'connexion',
    titre: 'Se connecter',
    texte: (
      <>
        <p>
          Tapez votre identifiant et votre mot de passe. La première fois sur un poste, il faut le réseau : le poste
          reçoit les dossiers de votre antenne, chiffrés. Ensuite, votre mot de passe l’ouvre aussi sans réseau.
        </p>
        <p>
          « Se déconnecter » efface de ce poste tout ce qu’il gardait. Si quelque chose n’est pas encore parti, il vous
          le dit avant.
        </p>
      </>
    ),
  },
  {
    id: 'aujourdhui',
    titre: 'Suivre la journée',
    texte: (
      <>
        <p>
          « Aujourd’hui » montre chaque visite sur une ligne. Les retards sont en haut, puis ce qui est à traiter. Un
          appel reçu change sa ligne sur place.
        </p>
        <p>Le nombre à côté d’un titre du menu est du travail à faire. Il disparaît à zéro.</p>
        <MarquesStatuts />
      </>
    ),
  },
  {
    id: 'corriger',
    titre: 'Corriger une visite',
    texte: (
      <>
        <ol>
          <li>Choisissez la visite avec les flèches : le panneau dit ce qui a été pointé, et pourquoi.</li>
          <li>
            Tapez <kbd>Entrée</kbd> : l’heure qui manque est proposée, d’après le prévu.
          </li>
          <li>Tapez les premières lettres du motif.</li>
          <li>
            Tapez <kbd>Entrée</kbd> : la correction est gardée, la visite suivante s’ouvre.
          </li>
        </ol>
        <p>
          Rien n’est jamais effacé : l’heure pointée reste à côté de l’heure retenue, avec le nom de qui a corrigé. Un
          mois clos se corrige aussi : la correction part dans le fichier complémentaire.
        </p>
      </>
    ),
  },
  {
    id: 'fiches',
    titre: 'Saisir les fiches papier',
    texte: (
      <p>
        Quand le téléphone manque, l’aide écrit ses heures. Dans « Fiches », choisissez le jour et l’aide, puis tapez
        l’arrivée, <kbd>Tab</kbd>, le départ, <kbd>Entrée</kbd> : la ligne suivante s’ouvre. Les heures se tapent comme
        elles viennent : 831, 8:31, 8h31.
      </p>
    ),
  },
  {
    id: 'numeros',
    titre: 'Rattacher un numéro',
    texte: (
      <>
        <p>
          Un appel d’un numéro inconnu n’est pas perdu : il attend dans « Numéros ». Rattachez le numéro à son usager ;
          ses appels deviennent aussitôt des visites.
        </p>
        <Telephone />
      </>
    ),
  },
  {
    id: 'planning',
    titre: 'Lire le planning',
    texte: (
      <p>
        Le contour en tirets est ce qui était prévu ; le fond de couleur est ce qui a été fait, à l’heure retenue. Le
        mois donne les totaux de chaque jour. « Imprimer » tient sur une feuille.
      </p>
    ),
  },
  {
    id: 'hors-ligne',
    titre: 'Travailler sans réseau',
    texte: (
      <>
        <p>
          Tout continue sans réseau : lire, chercher, corriger, saisir des fiches, rattacher des numéros. La marque en
          haut à droite dit où vous en êtes.
        </p>
        <MarquesSync />
        <p>
          Une ligne en pointillé, « En attente d’envoi », est gardée sur ce poste et pas encore chez les autres. Ne
          videz pas les données du navigateur tant qu’il en reste.
        </p>
      </>
    ),
  },
  { id: 'touches', titre: 'Les touches', texte: <ToutesLesTouches /> },
];

/** The manual's first pages, by what one wants to do, and the keys of every screen; readable without the network. */
export const Aide = () => (
  <div className="ecran">
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Aide
        </Title>
      </div>
      <div className="aide">
        <nav className="aide__sommaire" aria-label="Sommaire">
          <ul>
            {CHAPITRES.map((c) => (
              <li key={c.id}>
                <a href={`#${c.id}`}>{c.titre}</a>
              </li>
            ))}
          </ul>
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <section className="aide__texte" tabIndex={0} aria-label="Manuel">
          {CHAPITRES.map((c) => (
            <section key={c.id} id={c.id} aria-labelledby={`t-${c.id}`}>
              <h2 id={`t-${c.id}`}>{c.titre}</h2>
              {c.texte}
            </section>
          ))}
        </section>
      </div>
    </section>
  </div>
);

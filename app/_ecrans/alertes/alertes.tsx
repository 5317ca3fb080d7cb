'use client';

import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { GENRES_ALERTE, type GenreAlerte } from '#shared/contrats/exploitation/alerte';
import { dateBreve, pluriel } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { enAttente } from '../../_donnees/depot/etat-depot';
import { useDepot, useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { Appeler } from '../../_ui/appeler';
import { useListe } from '../../_ui/liste/liste';
import { Icone } from '../../_ui/mots/icones';
import { useFiltre } from './adresse';
import { type Filtre, grouper } from './groupes';
import { useMarquer } from './marquer';
import { direAlerte } from './phrases';
import { VuePar } from './vue-par';
import { vuesDe } from './vues';
import '../../_ui/styles/numeros.css';
import './alertes.css';
import { BoutonTouches } from '../../_ui/touches/bouton-touches';

const Vide = ({ filtre, pret }: { filtre: Filtre; pret: boolean }) =>
  pret ? (
    <div className="vide defile">
      <Text fw={600}>{filtre === 'vues' ? 'Aucune alerte vue' : 'Rien à voir : aucune alerte n’attend'}</Text>
      <Text size="sm" c="dimmed">
        {filtre === 'vues'
          ? 'Une alerte que vous marquez comme vue vient ici, tant que ce qu’elle signale dure.'
          : 'Les retards, appels incomplets, fins de prise en charge et plans dépassés s’affichent ici d’eux-mêmes, et partent une fois réglés.'}
      </Text>
    </div>
  ) : null;

/** [AL-1 to AL-5] What asks for a gesture, by kind; seen in one key, for everyone. */
export const Alertes = () => {
  const etat = useDepot();
  const poste = usePoste();
  const maintenant = useMaintenant();
  const routeur = useRouter();
  const [filtre, filtrer] = useFiltre();
  const [entiers, setEntiers] = useState<ReadonlySet<GenreAlerte>>(new Set());
  const [choisie, choisir] = useState<string>();
  const [cochees, setCochees] = useState<ReadonlySet<string>>(new Set());

  const vues = useMemo(() => vuesDe(etat), [etat]);
  const nonRecus = useMemo(() => new Set(enAttente(etat, nomDuPoste()).map((s) => s._id)), [etat]);
  const groupes = useMemo(
    () => grouper(etat.alertes.values(), vues, filtre, entiers),
    [etat.alertes, vues, filtre, entiers],
  );
  const cles = useMemo(() => groupes.flatMap((g) => g.alertes.map((a) => a._id)), [groupes]);
  // Going back to the other filter leaves what was chosen in this one.
  const selection = useMemo(() => new Set(cles.filter((c) => cochees.has(c))), [cles, cochees]);
  const aVoir = [...etat.alertes.values()].filter((a) => !vues(a)).length;
  const visees = (cle: string): string[] => (selection.size > 0 ? cles.filter((c) => selection.has(c)) : [cle]);

  const { marquer, erreur } = useMarquer(() => setCochees(new Set()));
  const basculer = (cle: string): void =>
    setCochees((avant) => {
      const suite = new Set(avant);
      if (!suite.delete(cle)) suite.add(cle);
      return suite;
    });

  const liste = useListe(cles, choisie, choisir, {
    entree: (cle) => {
      void marquer(visees(cle), filtre === 'vues');
    },
    fermer: () => setCochees(new Set()),
    lettres: {
      ' ': basculer,
      o: (cle) => {
        const a = etat.alertes.get(cle);
        const lien = a && direAlerte(a, etat, maintenant, poste.session).lien;
        if (lien !== undefined) routeur.push(lien);
      },
    },
  });
  /** Maj ↑ ↓ stretches the choice, Ctrl A takes all; the rest is the list's. */
  const surTouche = (ev: KeyboardEvent<HTMLElement>, cle: string, suite: (ev: KeyboardEvent<HTMLElement>) => void) => {
    if (ev.target === ev.currentTarget && ev.ctrlKey && ev.key.toLowerCase() === 'a') {
      ev.preventDefault();
      setCochees(new Set(cles));
      return;
    }
    if (ev.target === ev.currentTarget && ev.shiftKey && (ev.key === 'ArrowDown' || ev.key === 'ArrowUp')) {
      const voisine = cles[cles.indexOf(cle) + (ev.key === 'ArrowDown' ? 1 : -1)];
      setCochees((avant) => new Set([...avant, cle, ...(voisine ? [voisine] : [])]));
    }
    suite(ev);
  };

  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Alertes
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Filtre"
          value={filtre}
          data={[
            { value: 'a-voir', label: `À voir ${aVoir > 0 ? aVoir.toLocaleString('fr-FR') : ''}`.trim() },
            { value: 'vues', label: 'Vues' },
          ]}
          onChange={(v) => {
            filtrer(v === 'vues' ? 'vues' : 'a-voir');
            setCochees(new Set());
          }}
        />
        {selection.size > 0 ? (
          <Button
            size="xs"
            onClick={() =>
              void marquer(
                cles.filter((c) => selection.has(c)),
                filtre === 'vues',
              )
            }
          >
            {filtre === 'vues'
              ? `Remettre ${pluriel(selection.size, 'alerte')} à voir`
              : `Marquer ${pluriel(selection.size, 'alerte')} comme ${selection.size > 1 ? 'vues' : 'vue'}`}
          </Button>
        ) : null}
      </div>
      <div aria-live="assertive">{erreur ? <p className="alertes__erreur">{erreur}</p> : null}</div>
      <p className="invisible" role="status">
        {pluriel(aVoir, 'alerte')} à voir
      </p>
      {groupes.length === 0 ? (
        <Vide filtre={filtre} pret={etat.pret} />
      ) : (
        <div className="defile">
          {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
          <table className="liste alertes" role="grid" aria-multiselectable="true" data-testid="alertes">
            <caption className="invisible">Alertes par genre, les plus urgentes d’abord</caption>
            <thead>
              <tr>
                <th scope="col">Alerte</th>
                <th scope="col">{filtre === 'vues' ? 'Vue' : 'Depuis'}</th>
                <th scope="col">
                  <span className="invisible">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody ref={liste.corps}>
              {groupes.map((g) => [
                <tr
                  key={g.genre}
                  className={`alertes__genre${g.genre === 'DEPART_EN_RETARD' ? ' alertes__genre--urgent' : ''}`}
                >
                  <th scope="rowgroup" colSpan={3}>
                    {g.genre === 'DEPART_EN_RETARD' ? <Icone nom="alarme" taille={14} /> : null}{' '}
                    {GENRES_ALERTE[g.genre].libelle}
                    <span className="alertes__compte">{(g.alertes.length + g.caches).toLocaleString('fr-FR')}</span>
                  </th>
                </tr>,
                ...g.alertes.map((a) => {
                  const { phrase, lien, ou, seconde, appeler } = direAlerte(a, etat, maintenant, poste.session);
                  const vue = vues(a);
                  const { onKeyDown, ...ligne } = liste.ligne(a._id);
                  return (
                    <tr
                      key={a._id}
                      className="ligne"
                      {...ligne}
                      aria-selected={selection.has(a._id)}
                      onKeyDown={(ev) => surTouche(ev, a._id, onKeyDown)}
                      onClick={() => liste.focaliser(a._id)}
                    >
                      <td className="liste__texte">
                        {selection.has(a._id) ? <Icone nom="coche" taille={14} /> : null} {phrase}
                      </td>
                      <td className="alertes__quand">
                        {vue ? (
                          <VuePar
                            vue={vue}
                            etat={etat}
                            jour={dateParis(maintenant)}
                            enAttente={nonRecus.has(vue._id)}
                          />
                        ) : (
                          dateBreve(a.depuis, dateParis(maintenant))
                        )}
                      </td>
                      <td className="action">
                        {appeler ? <Appeler {...appeler} horsTab /> : null}
                        {lien === undefined ? null : (
                          <Link href={lien} tabIndex={-1}>
                            {ou}
                          </Link>
                        )}
                        {seconde ? (
                          <Link href={seconde.lien} tabIndex={-1}>
                            {seconde.ou}
                          </Link>
                        ) : null}
                        <Button
                          size="compact-xs"
                          variant="default"
                          tabIndex={-1}
                          onClick={(ev) => {
                            ev.stopPropagation();
                            void marquer([a._id], vue !== undefined);
                          }}
                        >
                          {vue ? 'Remettre à voir' : 'Vue'}
                        </Button>
                      </td>
                    </tr>
                  );
                }),
                g.caches > 0 ? (
                  <tr key={`${g.genre} suite`}>
                    <td colSpan={3}>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => setEntiers((avant) => new Set([...avant, g.genre]))}
                      >
                        {g.caches > 1 ? 'Montrer les' : 'Montrer'} {pluriel(g.caches, 'autre')}
                      </Button>
                    </td>
                  </tr>
                ) : null,
              ])}
            </tbody>
          </table>
        </div>
      )}
      <p className="raccourcis">
        <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd>{' '}
        {filtre === 'vues' ? 'remettre à voir' : 'marquer comme vue'} · <kbd>Ctrl Z</kbd> annuler · <kbd>Espace</kbd>{' '}
        <kbd>Maj ↓</kbd> <kbd>Ctrl A</kbd> en choisir plusieurs · <kbd>O</kbd> ouvrir
        <BoutonTouches ecran="alertes" />
      </p>
    </section>
  );
};

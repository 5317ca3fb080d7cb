// Drawn here: a dozen strokes on a grid of 16, so that no icon font is downloaded.
const TRACES = {
  horloge: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3l2 1.5',
  alarme: 'M8 4a5 5 0 1 0 0 10A5 5 0 0 0 8 4Zm0 2.5V9l1.8 1.2M2 4.2 4.3 2M14 4.2 11.7 2',
  lecture: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM6.7 5.7v4.6L10.4 8Z',
  coche: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5.5 8.2l1.8 1.8 3.2-3.8',
  sansArrivee: 'M13.5 3v10M2.5 8h7M7 5l3 3-3 3M2.5 3v2M2.5 11v2',
  sansDepart: 'M2.5 3v10M5 8h7M9.5 5.5 12 8l-2.5 2.5M14 3v2M14 11v2',
  vide: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5 8h6',
  lien: 'M7 5h-2.2a3 3 0 0 0 0 6H7M9 5h2.2a3 3 0 0 1 0 6H9M5.8 8h4.4',
  crayon: 'M3 13l.6-2.8L10.8 3a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7L5.8 12.4 3 13ZM9.6 4.2l2.2 2.2',
  plus: 'M8 3.5v9M3.5 8h9',
  barre: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 4.2l7.6 7.6',
  conflit: 'M8 2.5 14 13H2ZM8 6.3v3.2M8 11.2v.3',
  envoi: 'M8 12V4M4.8 7 8 3.8 11.2 7M3 13.5h10',
  nuage: 'M4.5 12.5a2.8 2.8 0 0 1-.3-5.6 4 4 0 0 1 7.7.9 2.4 2.4 0 0 1-.4 4.7Z',
  nuageBarre: 'M4.5 12.5a2.8 2.8 0 0 1-.3-5.6 4 4 0 0 1 7.7.9 2.4 2.4 0 0 1-.4 4.7ZM2.5 2.5l11 11',
  rotation: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5V5h-2.6',
  jour: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  lune: 'M12.8 9.6A5.3 5.3 0 0 1 6.4 3.2a5.3 5.3 0 1 0 6.4 6.4Z',
  tableau: 'M2.5 3.5h11v9h-11ZM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9',
  gauche: 'M9.8 3.5 5.3 8l4.5 4.5',
  droite: 'M6.2 3.5 10.7 8l-4.5 4.5',
  bas: 'M3.5 6 8 10.5 12.5 6',
  croix: 'M4 4l8 8M12 4l-8 8',
  sortie: 'M9.5 3H3.5v10h6M7 8h6.5M11 5.5 13.5 8 11 10.5',
  serrure: 'M4 7.5h8v6H4ZM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2',
  telephone:
    'M4.3 2.5 6 2.9l.9 2.8-1.3 1.2a8.5 8.5 0 0 0 3.5 3.5l1.2-1.3 2.8.9.4 1.7c0 1-.9 1.8-1.8 1.8C6.9 13.5 2.5 9.1 2.5 4.3c0-.9.8-1.8 1.8-1.8Z',
  fiche: 'M4 2.5h5.5L12.5 5.5v8H4ZM9.5 2.5v3h3M6 8.5h4.5M6 11h4.5',
  personne: 'M8 3a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 8 3ZM3.5 13.3c.3-2.5 2.2-3.8 4.5-3.8s4.2 1.3 4.5 3.8',
  agenda: 'M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2.5V5M10.5 2.5V5M5 9.5h2M9 9.5h2M5 11.5h2',
  badge:
    'M3.5 2.5h9v11h-9ZM6.5 2.5h3M8 5.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3ZM5.5 11.8c.3-1.3 1.2-2 2.5-2s2.2.7 2.5 2',
  diese: 'M6.3 2.5 5 13.5M11 2.5 9.7 13.5M3 6h10.5M2.5 10H13',
  imprimante: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7Z',
  loupe: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.2 3.2',
  question: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM6.4 6.5c0-2 3.2-2 3.2 0 0 1.2-1.6 1.2-1.6 2.6M8 11.2v.2',
  valise: 'M3 5.5h10v7.5H3ZM6 5.5V3.5h4v2M3 9h10',
  cloche: 'M3.5 11.5h9c-1-1-1.4-2-1.4-4a3.1 3.1 0 0 0-6.2 0c0 2-.4 3-1.4 4ZM6.8 13.7h2.4',
  bulle: 'M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2ZM5 6.2h6M5 8.5h4',
  reglages: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3',
  etoile: 'M8 2.5l1.6 3.6 3.9.4-2.9 2.6.8 3.9L8 11l-3.4 2 .8-3.9-2.9-2.6 3.9-.4Z',
  euro: 'M12.5 4.2A4.8 4.8 0 1 0 12.5 11.8M2.5 7h7M2.5 9.2h6',
  jauge: 'M3.2 12.5a6 6 0 1 1 9.6 0M8 9.5l2.8-3M8 3.2v1.4M2.6 8.7H4M12 8.7h1.4',
  barres: 'M2.5 13.5h11M4 13V9M7 13V5.5M10 13V7.5M13 13V3',
  pouls: 'M2 8.5h3l1.5-4.5 3 8 1.5-3.5h3',
} as const;
export type NomIcone = keyof typeof TRACES;

/** Decorative always: the word beside it says the same. */
export const Icone = ({ nom, taille = 16 }: { nom: NomIcone; taille?: number }) => (
  <svg
    width={taille}
    height={taille}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
    className="icone"
  >
    <path d={TRACES[nom]} />
  </svg>
);

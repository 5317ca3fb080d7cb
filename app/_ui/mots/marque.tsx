/** The mark: a door, and a clock's hands on it. */
export const Marque = ({ taille = 32 }: { taille?: number }) => (
  <svg width={taille} height={taille} viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="marque">
    <rect width="32" height="32" rx="7" fill="#124a80" />
    <path d="M7.5 15.2 16 7.6l8.5 7.6V24a1.2 1.2 0 0 1-1.2 1.2H8.7A1.2 1.2 0 0 1 7.5 24Z" fill="#fff" />
    <path d="M16 14.6v4.2l2.9 1.8" fill="none" stroke="#124a80" strokeWidth="1.9" strokeLinecap="round" />
  </svg>
);

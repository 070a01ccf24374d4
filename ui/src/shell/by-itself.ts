const EVERY_MS = 10 * 60 * 1000;

/**
 * Exchanges without being asked: now, when the network comes back, and every ten minutes, also behind another window.
 * Out of reach costs nothing and says nothing. Returns the undoing.
 */
export function exchangeByItself(exchange: () => void): () => void {
  exchange();
  const clock = setInterval(exchange, EVERY_MS);
  window.addEventListener('online', exchange);
  return () => {
    clearInterval(clock);
    window.removeEventListener('online', exchange);
  };
}

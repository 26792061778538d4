// Loaded before a child of `npm start` (`node --import`): when the parent is gone, even by kill -9, the channel to it
// closes, and the child ends as it would on SIGTERM.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep the child alive.
process.channel?.unref();

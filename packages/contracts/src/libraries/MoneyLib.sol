// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuorumLib} from "./QuorumLib.sol";

/// @title MoneyLib
/// @notice Integer money, in units: nothing is lost. docs/protocol.md has the table of who pays whom.
library MoneyLib {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant BOUNTY_BPS = 1_000;
    uint256 internal constant DEPOSIT_BPS = 1_000;
    uint256 internal constant ENTRANCE_BPS = 200;
    uint256 internal constant QUEUE_BPS = 100;
    uint256 internal constant MAXIMUM_ENTRANCE_BPS = 2_000;

    /// @notice A part in 1/10 000, rounded down.
    function part(uint256 amount, uint256 bps) internal pure returns (uint256) {
        return amount * bps / BPS;
    }

    /// @notice What absence from the court and an `UNAVAILABLE` that lost cost: half of the least share. More would let
    /// who forgoes a share burn more than it forgoes.
    function softSlash(uint256 minimumShare) internal pure returns (uint256) {
        return minimumShare / 2;
    }

    /// @notice What a wrong or withheld vote costs: more than it could have earned, and not so much that a cartel's
    /// chance quorums could put honest seats out before an appeal is heard. What really costs is to be overturned.
    function lieCost(uint256 hardSlash, uint256 share, uint256 minimumShare) internal pure returns (uint256) {
        uint256 cost = share + minimumShare;
        return hardSlash < cost ? hardSlash : cost;
    }

    /// @notice What is kept of a fee whenever nothing is decided although somebody worked: what those forgo who block a
    /// quorum of the committee. Less would make a lottery of asking, more would let blockers burn requesters.
    function kept(uint256 minimumShare, uint256 size) internal pure returns (uint256) {
        return (size - QuorumLib.quorum(size) + 1) * softSlash(minimumShare);
    }

    /// @notice What a reporter gets of a slash: so little that being slashed by oneself is no business.
    function bounty(uint256 slashed, uint256 minimumShare) internal pure returns (uint256) {
        uint256 tenth = part(slashed, BOUNTY_BPS);
        return tenth < minimumShare ? tenth : minimumShare;
    }

    /// @notice What a place costs: a fiftieth of the bond, and a hundredth more for each epoch in a row in which a list
    /// was full before.
    function entranceFee(uint256 bond, uint256 pressure) internal pure returns (uint256) {
        uint256 bps = ENTRANCE_BPS + QUEUE_BPS * pressure;
        return part(bond, bps < MAXIMUM_ENTRANCE_BPS ? bps : MAXIMUM_ENTRANCE_BPS);
    }

    /// @notice What an appellant loses if the decision was right.
    function appealDeposit(uint256 bond, uint256 winners) internal pure returns (uint256) {
        return part(bond * winners, DEPOSIT_BPS);
    }
}

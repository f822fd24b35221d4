// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MoneyLib} from "../../src/libraries/MoneyLib.sol";

/// @notice F5. The treasury's cut is a tenth of the rewards that leave at most.
contract Cut {
    function prove(uint56 rewards, uint16 protocolFeeBps) external pure {
        require(protocolFeeBps <= 1_000);
        assert(10 * MoneyLib.part(rewards, protocolFeeBps) <= rewards);
    }
}

/// @notice F5. The author's part is a fifth of them at most: with the cut less than all, so that the owner's rest is no
/// negative number.
contract AuthorPart {
    function prove(uint56 rewards, uint16 authorBps) external pure {
        require(authorBps <= 2_000);
        assert(5 * MoneyLib.part(rewards, authorBps) <= rewards);
    }
}

/// @notice F5. Half of the fee goes back at least, and what is kept is no more than what those forgo who block.
contract Kept {
    function prove(uint64 minimumShare, uint64 share, uint8 size) external pure {
        require(size >= 3 && size <= 15 && share >= minimumShare);
        uint256 kept = MoneyLib.kept(minimumShare, size);
        assert(2 * kept <= uint256(size) * share);
        assert(3 * kept <= (uint256(size) + 3) * share);
    }
}

/// @notice F7. A hard slash is half of the bond at most: the bounds of ParametersLib.
contract HardSlash {
    function prove(uint56 bond, uint16 slashBps) external pure {
        require(slashBps <= 5_000);
        assert(2 * MoneyLib.part(bond, slashBps) <= bond);
    }
}

/// @notice F7. A lie costs what it could have earned at least, and a hard slash at most; and never less than an
/// `UNAVAILABLE` that lost: what is still to pay of it is no negative number.
contract LieCost {
    function prove(uint64 hardSlash, uint64 share, uint64 minimumShare, bool isAppealable) external pure {
        require(share >= minimumShare && share <= hardSlash);
        uint256 cost = MoneyLib.lieCost(hardSlash, share, isAppealable ? minimumShare : 0);
        assert(cost >= share);
        assert(cost <= hardSlash);
        assert(cost >= MoneyLib.softSlash(minimumShare));
    }
}

/// @notice F7. A reporter gets part of the slash, so that what is left is no negative number; a tenth of it at most,
/// and one least share.
contract Bounty {
    function prove(uint64 slashed, uint64 minimumShare) external pure {
        uint256 bounty = MoneyLib.bounty(slashed, minimumShare);
        assert(10 * bounty <= slashed);
        assert(bounty <= minimumShare);
    }
}

/// @notice F7. A place costs a fifth of the bond at most, and the more the longer a list was full.
contract EntranceFee {
    function prove(uint56 bond, uint8 pressure) external pure {
        require(pressure < 255);
        uint256 fee = MoneyLib.entranceFee(bond, pressure);
        assert(5 * fee <= bond);
        assert(fee <= MoneyLib.entranceFee(bond, uint256(pressure) + 1));
    }
}

/// @notice F7. An appellant risks a tenth of the winners' bonds.
contract AppealDeposit {
    function prove(uint56 bond, uint8 winners) external pure {
        require(winners <= 15);
        uint256 deposit = MoneyLib.appealDeposit(bond, winners);
        assert(10 * deposit <= uint256(bond) * winners);
        assert(10 * deposit + 10 > uint256(bond) * winners);
    }
}

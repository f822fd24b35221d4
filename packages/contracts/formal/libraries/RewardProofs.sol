// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardLib} from "../../src/libraries/RewardLib.sol";

/// @notice F5. A fee is split without loss, for every fee and every number of winners, and less than one wei a winner
/// does not divide.
contract FeeSplit {
    function prove(uint96 fee, uint8 winners) external pure {
        require(winners >= 1 && winners <= 15);
        (uint96 share, uint96 dust) = RewardLib.split(fee, winners);
        assert(uint256(share) * winners + dust == fee);
        assert(dust < winners);
    }
}

/// @notice F5. The protocol's cut is at most a tenth of the rewards that leave.
contract Cut {
    function prove(uint96 reward, uint16 protocolFeeBps) external pure {
        require(protocolFeeBps <= 1_000);
        assert(10 * uint256(RewardLib.cutOf(reward, protocolFeeBps)) <= reward);
    }
}

/// @notice F7. A hard slash is part of the bond.
contract HardSlash {
    function prove(uint96 bond, uint16 slashBps) external pure {
        require(slashBps <= 10_000);
        assert(RewardLib.hardSlash(bond, slashBps) <= bond);
    }
}

/// @notice F7. All absentees together lose at most the fee.
contract SoftSlash {
    function prove(uint96 fee, uint8 committeeSize) external pure {
        require(committeeSize >= 3 && committeeSize <= 15);
        assert(uint256(RewardLib.softSlash(fee, committeeSize)) * committeeSize <= fee);
    }
}

/// @notice F7. Who was slashed lightly before can be slashed the rest of a hard slash, which is no negative number: an
/// order's fee is at most a hard slash for each member (`FeeTooHigh`).
contract RestOfSlash {
    function prove(uint96 fee, uint8 committeeSize, uint96 hardSlash) external pure {
        require(committeeSize >= 3 && committeeSize <= 15);
        require(fee <= uint256(hardSlash) * committeeSize);
        assert(RewardLib.softSlash(fee, committeeSize) <= hardSlash);
    }
}

/// @notice F7. A reporter gets part of the slash: what is left for the sink is no negative number. And it gets no more
/// than a tenth of it; and over a whole committee no more than the fee.
contract Bounty {
    function prove(uint96 slashed, uint96 fee, uint8 committeeSize) external pure {
        require(committeeSize >= 3 && committeeSize <= 15);
        uint96 bounty = RewardLib.bounty(slashed, fee, committeeSize);
        assert(bounty <= slashed);
        assert(10 * uint256(bounty) <= slashed);
        assert(uint256(bounty) * committeeSize <= fee);
    }
}

/// @notice F7. An appellant gets part of the pool, and at most twice its fee.
contract AppealReward {
    function prove(uint256 pool, uint96 fee) external pure {
        uint256 reward = RewardLib.appealReward(pool, fee);
        assert(reward <= pool);
        assert(reward <= 2 * uint256(fee));
        assert(reward == pool || reward == 2 * uint256(fee));
    }
}

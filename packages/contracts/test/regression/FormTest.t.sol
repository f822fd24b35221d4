// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Settlement, State, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Settlements that are not what they seem: one form is right, and every other is refused.
contract FormTest is AttackTest {
    uint8 private constant SIZE = 7;
    uint16 private constant ALL = 127;
    bytes32 private task;

    function setUp() public override {
        super.setUp();
        task = sealedTask(SIZE);
    }

    /// @dev A bitmap cannot name a member twice; two choices can.
    function test_repeated_member(uint256 who) public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[6] = LIE;
        Settlement memory s = settlementOf(task, outputs);
        uint256 member = bound(who, 0, 5);
        s.choices[1].voters |= uint16(1 << member);
        isMalformed(s);
        // With a vote for each, too.
        Vote[] memory votes = s.votes;
        s.votes = new Vote[](SIZE + 1);
        for (uint256 i; i < SIZE; ++i) {
            s.votes[i] = votes[i];
        }
        s.votes[SIZE] = votes[member];
        isMalformed(s);
    }

    /// @dev The vote of one member in the places of others: a quorum out of one signature.
    function test_repeated_member_in_other_places(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Settlement memory s = settlementOf(task, TRUTH);
        for (uint256 i; i < SIZE; ++i) {
            s.votes[i] = s.votes[member];
        }
        refuses(s);
    }

    function test_disorder(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 0, SIZE - 1), bound(b, 0, SIZE - 1));
        vm.assume(a != b);
        Settlement memory s = settlementOf(task, TRUTH);
        (s.votes[a], s.votes[b]) = (s.votes[b], s.votes[a]);
        refuses(s);
    }

    /// @dev Even with the salts where they belong: only the signatures are in disorder.
    function test_disorder_of_signatures(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 0, SIZE - 1), bound(b, 0, SIZE - 1));
        vm.assume(a != b);
        Settlement memory s = settlementOf(task, TRUTH);
        (s.votes[a].r, s.votes[b].r) = (s.votes[b].r, s.votes[a].r);
        (s.votes[a].vs, s.votes[b].vs) = (s.votes[b].vs, s.votes[a].vs);
        refuses(s);
    }

    function test_disorder_of_choices() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[0] = LIE;
        Settlement memory s = settlementOf(task, outputs);
        (s.choices[0], s.choices[1]) = (s.choices[1], s.choices[0]);
        refuses(s);
    }

    function test_disorder_of_absent_members() public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), 31);
        (s.absent[0], s.absent[1]) = (s.absent[1], s.absent[0]);
        refuses(s);
    }

    /// @dev A seat that was not drawn votes in the place of one that was.
    function test_foreign_member(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Settlement memory s = settlementOf(task, TRUTH);
        bytes32 seal = consensus.sealOf(commitmentsFor(task, outputsOf(SIZE, TRUTH)));
        s.votes[member] = signedVote(task, member, foreigner(), consensus.voteDigest(task, TRUTH, seal));
        refuses(s);
    }

    /// @dev Or in a place that the committee does not have.
    function test_foreign_member_beyond_the_committee(uint256 place, bool instead) public {
        Settlement memory s = settlementOf(task, TRUTH);
        s.choices[0].voters |= uint16(1 << bound(place, SIZE, 15));
        if (instead) {
            s.choices[0].voters ^= 1;
        } else {
            Vote[] memory votes = s.votes;
            s.votes = new Vote[](SIZE + 1);
            for (uint256 i; i < SIZE; ++i) {
                s.votes[i] = votes[i];
            }
        }
        isMalformed(s);
    }

    function test_extra_missing(uint256 extra) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), 31);
        bytes32[] memory absent = s.absent;
        s.absent = new bytes32[](2 + bound(extra, 1, 20));
        (s.absent[0], s.absent[1]) = (absent[0], absent[1]);
        isMalformed(s);
    }

    /// @dev A settlement does not name who is missing: the nearest is one word too many for a member that votes.
    function test_missing_and_voting(bytes32 word) public {
        Settlement memory s = settlementOf(task, TRUTH);
        s.absent = new bytes32[](1);
        s.absent[0] = word;
        isMalformed(s);
    }

    /// @dev Or its vote without its bit: then its vote is one too many.
    function test_voting_and_missing(uint256 who) public {
        Settlement memory s = settlementOf(task, TRUTH);
        s.choices[0].voters ^= uint16(1 << bound(who, 0, SIZE - 1));
        isMalformed(s);
    }

    /// @dev A choice lists the agreed output once more: who stands there gave it, and must not be slashed for it.
    function test_output_twice(uint256 who) public {
        Settlement memory s = settlementOf(task, TRUTH);
        uint16 victim = uint16(1 << bound(who, 0, SIZE - 1));
        s.choices = new Choice[](2);
        (s.choices[0], s.choices[1]) = (Choice(TRUTH, ALL ^ victim), Choice(TRUTH, victim));
        isMalformed(s);
        (s.choices[0], s.choices[1]) = (s.choices[1], s.choices[0]);
        isMalformed(s);
        assertState(task, State.Open);
    }

    /// @dev Not even without voters, or with others in between.
    function test_output_twice_without_voters(uint256 place) public {
        Settlement memory s = settlementOf(task, TRUTH);
        s.choices = new Choice[](4);
        place = bound(place, 0, 2);
        for (uint256 i; i < 3; ++i) {
            s.choices[i] = Choice(bytes32(i + 1), 0);
        }
        s.choices[place] = Choice(TRUTH, 0);
        s.choices[3] = Choice(TRUTH, ALL);
        isMalformed(s);
    }

    /// @dev A seat of the contract that is not in the committee.
    function foreigner() private view returns (address) {
        (uint16[] memory seats,) = consensus.committee(task);
        for (uint16 seat; seat < SEATS; ++seat) {
            bool isMember;
            for (uint256 member; member < SIZE; ++member) {
                if (seats[member] == seat) isMember = true;
            }
            if (!isMember) return signerOf(seat);
        }
        revert("all are members");
    }
}
